import { findStanding } from '#db/queries/standings.server.ts'
import type { Actor, Snapshot } from '../domain/consent/events.ts'
import { consentTo } from '../domain/consent/standing.ts'
import type { Portal } from '../portal.server.ts'
import type { SwitchRefusal } from './change-switch.server.ts'
import { withdrawConsent } from './withdraw-consent.server.ts'

type Stop = {
  contributorId: string
  by?: Actor
  programmeId: string
  tier: 'stop' | 'remove'
  snapshot: Snapshot
}

export type Stopped = { ok: true; eventId: string } | { ok: false; refusal: 'consent-not-found' | SwitchRefusal }

/** Withdraws; whoever has already gone as far gets the receipt of that, not a refusal and not a second record. */
export async function stopTakingPart(portal: Portal, stop: Stop): Promise<Stopped> {
  const decision = await withdrawConsent(portal, stop)
  if (decision.ok) return { ok: true, eventId: decision.event.id }
  if (decision.refusal !== 'consent-already-withdrawn') return { ok: false, refusal: decision.refusal }

  const { contributorId, programmeId } = stop
  const standing = await portal.db.as({ subject: contributorId }, (tx) => findStanding(tx, contributorId))
  const consent = consentTo(standing, programmeId)
  return consent ? { ok: true, eventId: consent.eventId } : { ok: false, refusal: 'consent-not-found' }
}
