import { secondsOf } from './clock-skew.ts'
import type { Basis } from './covering-provision.ts'
import { type ConsentTokens, readConsentTokens, withoutEnded, writeConsentTokens } from './home/consent-token-store.ts'
import { type GateHome, targetsOf } from './home/gate-home.ts'
import { withLock } from './home/lock.ts'
import { readTrustFile, type TrustFile, trustFrom, writeTrustFile } from './home/trust-file.ts'
import { type BearerSource, bearerSource } from './portal/access-token.ts'
import { fetchConsentTokens } from './portal/fetch-consent-tokens.ts'
import { fetchKeys } from './portal/fetch-keys.ts'
import { fetchStatusLists } from './portal/fetch-status-lists.ts'
import { type PortalClient, portalClient } from './portal/portal-client.ts'
import { receiveEvents } from './receive-events.ts'
import type { World } from './world.ts'

export type SyncSummary = {
  synced_at: string
  keys: number
  status_lists: number
  consent_tokens: (Basis & { held: number; new: number })[]
  /** Events received and acknowledged; null where this node gets none. */
  events: number | null
}

/** How long a sync waits for another one to end, in milliseconds. */
const PATIENCE = 30_000

/**
 * Brings what this node knows up to date, and dates it from the moment it began to ask.
 * Lists come after tokens, so that no token is held that its list has not heard of; the date comes last of
 * what permits, and events are acknowledged once all of it is written.
 */
export function sync(home: GateHome, world: World): Promise<SyncSummary> {
  return withLock(home.paths.lock, PATIENCE, async () => {
    const startedAt = world.now()
    const { portal: issuer, client_id: audience } = home.config
    const portal = portalClient(issuer, world.fetch)
    const held = await readTrustFile(home.paths.trust)

    const jwks = await fetchKeys(portal, held?.jwks ?? null)
    const consent_tokens = await syncConsentTokens(home, portal, world)
    const status_lists = await fetchStatusLists(portal, held?.status_lists ?? {}, { issuer, jwks }, world)

    const trust = { issuer, audience, synced_at: secondsOf(startedAt), jwks, status_lists }
    await writeTrustFile(home.paths.trust, trust)
    const events = await receiveEvents(home, portal, await trustFrom(trust, 'exp'), world)
    return summaryOf(startedAt, { jwks, status_lists }, { consent_tokens, events })
  })
}

async function syncConsentTokens(home: GateHome, portal: PortalClient, world: World) {
  const bearer = bearerSource(home, 'system/Consent.rs', portal, world)
  const summaries: SyncSummary['consent_tokens'] = []
  for (const basis of targetsOf(home.config)) {
    summaries.push({ ...basis, ...(await syncTarget(home.paths.consentTokens(basis), basis, portal, bearer, world)) })
  }
  return summaries
}

/** A newer token of the same subject takes the place of the older. */
async function syncTarget(path: string, basis: Basis, portal: PortalClient, bearer: BearerSource, { now }: World) {
  const held = await readConsentTokens(path)
  let { cursor, bySubject }: ConsentTokens = held ?? { cursor: null, bySubject: new Map() }
  let received = 0
  for await (const page of fetchConsentTokens(portal, bearer, basis, cursor)) {
    for (const token of page.consent_tokens) bySubject.set(token.subject, token)
    cursor = page.next ?? cursor
    received += page.consent_tokens.length
  }
  const tokens = withoutEnded({ cursor, bySubject }, now())
  if (!held || received > 0) await writeConsentTokens(path, tokens)
  return { held: tokens.bySubject.size, new: received }
}

function summaryOf(
  startedAt: Date,
  { jwks, status_lists }: Pick<TrustFile, 'jwks' | 'status_lists'>,
  received: Pick<SyncSummary, 'consent_tokens' | 'events'>,
): SyncSummary {
  return {
    synced_at: startedAt.toISOString(),
    keys: jwks.keys.length,
    status_lists: Object.keys(status_lists).length,
    ...received,
  }
}
