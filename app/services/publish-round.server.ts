import { randomInt } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { findPlacesTaken, findRevokedIndices } from '#db/queries/consent-tokens.server.ts'
import { findListsToPublish, type StatusList } from '#db/queries/status-lists.server.ts'
import { type Flips, findFlips, type Publication, publishOver } from '#db/queries/status-publications.server.ts'
import { decoySlots } from '../crypto/decoy-slots.server.ts'
import { kidOf } from '../crypto/kid-of.ts'
import { statusListJwt } from '../crypto/status-list-jwt.server.ts'
import { DAYS_INVALID, type Draw, decoysBeside, mayCover } from '../domain/token/decoys.ts'
import type { Portal } from '../portal.server.ts'
import { holdKey } from './hold-key.server.ts'
import { statusListUri } from './status-list-uri.server.ts'

const DAY_MS = 86_400_000

/** Two workers' clocks differ by less than this; a list never says that it is older than the one before. */
const CLOCK_SKEW_MS = 60_000

/** A list as it was read, with what its next publication has to say. */
type ListRead = { list: StatusList; flips: Flips; due: number[] }

/**
 * Publishes every list at once, each over exactly the publication that was read. Where anybody's entry is due, or
 * cover is asked for, entries flip in all of them. False where another publisher came first, or
 * the key was taken back: then nothing was written.
 */
export async function publishRound(
  portal: Portal,
  { cover = false, draw = randomInt }: { cover?: boolean; draw?: Draw } = {},
): Promise<boolean> {
  const { lists, at } = await portal.db.as({ task: 'publish' }, (tx) => readLists(tx, portal.clock.now()))
  const changes = lists.some(({ due }) => due.length > 0) || (cover && lists.every(hasDecoysToSpare))
  const signed = await Promise.allSettled(lists.map((list) => publication(portal, list, { changes, draw, at })))
  for (const { reason } of signed.filter((one) => one.status === 'rejected')) {
    portal.log.error({ name: reason.name, stack: reason.stack }, 'a status list could not be signed')
  }
  const publications = signed.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
  return portal.db.as({ task: 'publish' }, async (tx) => {
    return (await areByGoodKeys(tx, publications)) && publishOver(tx, publications)
  })
}

/** A key may have been taken back since it signed. */
async function areByGoodKeys(tx: Tx, publications: readonly Publication[]): Promise<boolean> {
  for (const kid of new Set(publications.map(({ jwt }) => kidOf(jwt)))) if (!(await holdKey(tx, kid))) return false
  return true
}

/** The lists first: a revocation that is not seen afterwards changes its list after it was read, and is published next. */
async function readLists(tx: Tx, now: Date): Promise<{ lists: ListRead[]; at: Date }> {
  const lists = await findListsToPublish(tx)
  const at = notBefore(lists, now)
  const endedBy = new Date(at.getTime() - DAYS_INVALID * DAY_MS)
  const oldest = Math.min(at.getTime(), ...lists.map(({ publishedAt }) => (publishedAt ?? at).getTime()))
  const flips = await findFlips(tx, { since: new Date(oldest - DAYS_INVALID * DAY_MS), endedBy })
  const read: ListRead[] = []
  for (const list of lists) {
    const mine = flips.get(list.id) ?? { standing: [], ended: [], decoys: 0 }
    const standing = new Set(mine.standing)
    const revoked = await findRevokedIndices(tx, list.id, at)
    read.push({ list, flips: mine, due: revoked.filter((index) => !standing.has(index)) })
  }
  return { lists: read, at }
}

function notBefore(lists: readonly StatusList[], now: Date): Date {
  const newest = Math.max(...lists.map(({ publishedAt }) => publishedAt?.getTime() ?? 0))
  const isSkew = newest > now.getTime() && newest - now.getTime() < CLOCK_SKEW_MS
  return isSkew ? new Date(newest) : now
}

function hasDecoysToSpare({ list: { size }, flips: { decoys } }: ListRead): boolean {
  return mayCover({ size, flippedDecoys: decoys })
}

async function publication(
  portal: Portal,
  { list, flips, due }: ListRead,
  { changes, draw, at }: { changes: boolean; draw: Draw; at: Date },
): Promise<Publication> {
  const decoys = changes ? await freeDecoys(portal, { list, flips, due }, draw) : []
  const flipped = [...due, ...decoys].sort((a, b) => a - b)
  const jwt = await statusListJwt(portal.keys, {
    issuer: portal.settings.url,
    uri: statusListUri(portal, list.id),
    size: list.size,
    revoked: [...flips.standing, ...flipped],
    previous: list.jwt,
    ended: flips.ended,
    at,
  })
  const isChange = list.jwt === null || flipped.length > 0 || flips.ended.length > 0
  return { before: list, jwt, publishedAt: at, change: isChange ? { flipped, decoys: decoys.length } : null }
}

/** Entries that are nobody's by their keyed hash and, should the key ever have been another, by the tokens' own places. */
async function freeDecoys(portal: Portal, { list, flips, due }: ListRead, draw: Draw): Promise<number[]> {
  const isSlot = decoySlots(portal.secrets.pepper)
  const invalid = new Set([...flips.standing, ...flips.ended])
  const slots = {
    size: list.size,
    isDecoy: (index: number) => isSlot(list.id, index),
    isInvalid: (index: number) => invalid.has(index),
  }
  const decoys = decoysBeside(due.length, slots, draw)
  const taken = await portal.db.as({ task: 'publish' }, (tx) => findPlacesTaken(tx, list.id, decoys))
  return decoys.filter((index) => !taken.has(index))
}
