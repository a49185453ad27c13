import { existsSync } from 'node:fs'
import { type BundleSource, fromFiles, fromPortal } from './bundle/bundle-source.ts'
import { gather } from './bundle/gather.ts'
import { type KeptTarget, keep } from './bundle/keep.ts'
import type { Basis } from './covering-provision.ts'
import { Failure } from './failure.ts'
import { type GateHome, targetName, targetsOf } from './home/gate-home.ts'
import { withLock } from './home/lock.ts'
import { readTrustFile, type TrustFile, trustFrom } from './home/trust-file.ts'
import { removeUnfinished } from './home/unfinished.ts'
import { bearerSource } from './portal/access-token.ts'
import { fetchAnchors } from './portal/fetch-anchors.ts'
import { fetchBundle } from './portal/fetch-bundle.ts'
import { portalClient } from './portal/portal-client.ts'
import { receiveEvents } from './receive-events.ts'
import type { World } from './world.ts'

export type SyncSummary = {
  synced_at: string
  /** The name of the bundle that is held now: `since` of the next. */
  bundle: string
  keys: number
  status_lists: number
  consent_tokens: (Basis & { held: number; new: number })[]
  /** What this home was set up for and the node takes no part in; absent where there is nothing. */
  not_taking_part?: Basis[]
  /** Pinned just now, from nothing but the connection: a person should compare them. */
  pinned?: string[]
  /** Events received and acknowledged; null where this node gets none. */
  events: number | null
}

/** How a sync differs from asking the portal with what is pinned. */
export type SyncOptions = {
  /** Bundles that were carried in; nobody is asked. */
  files?: readonly string[]
  /** Thumbprints that a person vouches for, in place of what is pinned. */
  anchors?: readonly string[]
}

/** How long a sync waits for another one to end, in milliseconds. */
const PATIENCE = 30_000

/**
 * Brings what this node knows up to date, and dates it from the moment it began to ask.
 * Nothing is written before all of it is verified; events are acknowledged once all of it is written.
 */
export function sync(home: GateHome, world: World, { files, anchors }: SyncOptions = {}): Promise<SyncSummary> {
  return withLock(home.paths.lock, PATIENCE, async () => {
    const startedAt = world.now()
    const { portal: issuer, client_id: audience } = home.config
    const portal = portalClient(issuer, world.fetch)
    await removeUnfinished(home)
    const before = ownOrNull(await readTrustFile(home.paths.trust), home)

    const pinned = anchors?.length ? anchors : (before?.bundle?.anchors ?? home.config.anchors)
    if (files && pinned.length === 0)
      throw new Failure('anchor-missing', { hint: 'sync --from FILE --anchor THUMBPRINT' })
    const shown = pinned.length === 0 ? await fetchAnchors(portal) : null

    const bearer = bearerSource(home, 'system/Consent.rs', portal, world)
    const source: BundleSource = files
      ? fromFiles(files)
      : fromPortal((since) => fetchBundle(portal, bearer, since), startedAt)
    const known = { issuer, audience, anchors: shown ?? pinned }
    const gathered = await gather(source, before, nameOfHeld(home, before), known, world.now)

    const { trust, targets } = await keep(home, before, gathered, world.now())
    const events = files ? null : await receiveEvents(home, portal, await trustFrom(trust, 'exp'), world)
    return summaryOf(home, trust, targets, { ...(shown && { pinned: shown }), events })
  })
}

/** What was learned from another portal, or under another name, is nothing to add to. */
function ownOrNull(file: TrustFile | null, { config }: GateHome): TrustFile | null {
  return file?.issuer === config.portal && file.audience === config.client_id ? file : null
}

/** Null where there is nothing to add to: never synced, synced by an older gate, or somebody removed tokens. */
function nameOfHeld(home: GateHome, before: TrustFile | null): string | null {
  const { jti = null, targets = [] } = before?.bundle ?? {}
  return targets.every(({ basis }) => existsSync(home.paths.consentTokens(basis))) ? jti : null
}

function summaryOf(
  { config }: GateHome,
  { synced_at, bundle, jwks, status_lists }: TrustFile,
  targets: readonly KeptTarget[],
  more: Pick<SyncSummary, 'pinned' | 'events'>,
): SyncSummary {
  const held = targets.map(({ basis }) => targetName(basis))
  const missing = targetsOf(config).filter((basis) => !held.includes(targetName(basis)))
  return {
    synced_at: new Date(synced_at * 1000).toISOString(),
    bundle: bundle?.jti ?? '',
    keys: jwks.keys.length,
    status_lists: Object.keys(status_lists).length,
    consent_tokens: targets.map(({ basis, held, new: received }) => ({ ...basis, held, new: received })),
    ...(missing.length > 0 && { not_taking_part: missing }),
    ...more,
  }
}
