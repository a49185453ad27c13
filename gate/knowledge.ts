import { isInTheFuture, secondsOf } from './clock-skew.ts'
import { Failure } from './failure.ts'
import type { GateHome } from './home/gate-home.ts'
import { readTrustFile, type TrustFile, trustFrom } from './home/trust-file.ts'
import { sync } from './sync.ts'
import type { Trust } from './trust.ts'
import type { World } from './world.ts'

export type Mode = 'online' | 'offline'

/** How old what a verdict rests on is; printed with every verdict. */
export type Knowledge = { as_of: string; age_seconds: number; mode: Mode }

/** Keys and lists are asked for again after a minute, whatever they say of themselves. */
const MAX_ONLINE_AGE_SECONDS = 60

export type Bounds = { mode: Mode; maxAgeSeconds: number }

/** What a verdict rests on, how old it is, and the moment for which both were found good. */
export type Current = { trust: Trust; knowledge: Knowledge; at: Date }

/** What this node may rely on now: refreshed when online, as it is when offline, refused when too old. */
export async function currentKnowledge(home: GateHome, world: World, bounds: Bounds): Promise<Current> {
  if (bounds.mode === 'online' && !(await isFresh(home, world.now(), bounds.maxAgeSeconds))) await sync(home, world)

  const file = await readTrustFile(home.paths.trust)
  if (!file) throw new Failure('never-synced')
  requireOwn(file, home)
  return knowledgeIn(file, bounds, world.now())
}

/** What a trust file is good for at `at`; nobody is asked. */
export async function knowledgeIn(file: TrustFile, { mode, maxAgeSeconds }: Bounds, at: Date): Promise<Current> {
  const knowledge = knowledgeOf(file, mode, at)
  requireYoung(file, knowledge, maxAgeSeconds, at)
  return { trust: await trustFrom(file, mode === 'online' ? 'ttl' : 'exp'), knowledge, at }
}

/** Online, every list must be within its `ttl` and everything else within a minute, or less where the portal says so (draft-ietf-oauth-status-list §13.7). */
async function isFresh(home: GateHome, at: Date, maxAgeSeconds: number): Promise<boolean> {
  const file = await readTrustFile(home.paths.trust)
  if (!file) return false
  const mayBeOld = Math.min(MAX_ONLINE_AGE_SECONDS, maxAgeSeconds, file.bundle?.policy.ttl ?? MAX_ONLINE_AGE_SECONDS)
  if (secondsOf(at) - file.synced_at >= mayBeOld) return false
  const { statusLists } = await trustFrom(file, 'ttl')
  const readings = await Promise.allSettled(Object.keys(file.status_lists).map((uri) => statusLists.read(uri, at)))
  return readings.every(({ status }) => status === 'fulfilled')
}

/** What was learned from another portal, or under another name, is nothing that this node knows. */
function requireOwn({ issuer, audience }: TrustFile, { config }: GateHome): void {
  if (issuer !== config.portal || audience !== config.client_id)
    throw new Failure('issuer-wrong', { expected: config.portal })
}

function requireYoung(file: TrustFile, knowledge: Knowledge, maxAgeSeconds: number, at: Date): void {
  if (isInTheFuture(file.synced_at, at)) throw new Failure('knowledge-stale', { knowledge, clock: 'set back' })
  if (knowledge.age_seconds > maxAgeSeconds) throw new Failure('knowledge-too-old', { knowledge })
  if (file.bundle && knowledge.age_seconds > file.bundle.policy.offline)
    throw new Failure('knowledge-stale', { knowledge })
}

function knowledgeOf({ synced_at }: TrustFile, mode: Mode, at: Date): Knowledge {
  return {
    as_of: new Date(synced_at * 1000).toISOString(),
    age_seconds: Math.max(0, Math.round(secondsOf(at) - synced_at)),
    mode,
  }
}
