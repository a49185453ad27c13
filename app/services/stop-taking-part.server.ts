import { findStanding } from '#db/queries/standings.server.ts'
import type { Snapshot } from '../domain/consent/events.ts'
import { consentTo } from '../domain/consent/standing.ts'
import type { Portal } from '../portal.server.ts'
import { readReceipt } from './read-history.server.ts'
import { withdrawConsent } from './withdraw-consent.server.ts'

type Stop = { contributorId: string; programmeId: string; tier: 'stop' | 'remove'; snapshot: Snapshot }

export type Stopped = { ok: true; eventId: string } | { ok: false; refusal: 'consent-not-found' }

/** Withdraws; whoever has already gone as far gets the receipt of that, not a refusal and not a second record. */
export async function stopTakingPart(portal: Portal, stop: Stop): Promise<Stopped> {
  const before = await withdrawalThatStands(portal, stop)
  if (before && (stop.tier === 'stop' || before.tier !== 'stop')) return { ok: true, eventId: before.eventId }

  const decision = await withdrawConsent(portal, stop)
  if (decision.ok) return { ok: true, eventId: decision.event.id }
  const meanwhile = await withdrawalThatStands(portal, stop)
  return meanwhile ? { ok: true, eventId: meanwhile.eventId } : { ok: false, refusal: 'consent-not-found' }
}

async function withdrawalThatStands(portal: Portal, { contributorId, programmeId }: Stop) {
  const standing = await portal.db.as({ subject: contributorId }, (tx) => findStanding(tx, contributorId))
  const consent = consentTo(standing, programmeId)
  if (consent?.state !== 'withdrawn') return null
  const event = (await readReceipt(portal, contributorId, consent.eventId))?.event
  return { eventId: consent.eventId, tier: event?.type === 'consent-withdrawn' ? event.tier : 'stop' }
}
