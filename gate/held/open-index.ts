import { Failure } from '../failure.ts'
import { type Block, blocksOf } from './blocks.ts'
import type { Crew } from './crew.ts'
import { type HeldIndex, indexOf, type StoreMark } from './held-index.ts'
import { joinedLines, type Lines } from './lines.ts'
import type { Store } from './open-store.ts'

/** How far a reading of the store has come, in bytes. */
export type Reading = (done: number, of: number) => void

export type OpenIndex = {
  index: HeldIndex
  /** Does it differ from what is remembered? */
  isNew: boolean
  /** Comes true when every byte of the store was looked at: nothing may be permitted before that. */
  confirmed: Promise<void>
}

/**
 * The index of an open store: the one that is known where it belongs to this very store, and else one that is read from it.
 * A store that the file system knows to be the same is confirmed while the work goes on.
 */
export async function openIndex(
  store: Store,
  known: HeldIndex | null,
  crew: Crew,
  reading: Reading,
): Promise<OpenIndex> {
  if (known?.store.size === store.size) {
    const isSame = isMarkOf(known.store, store, crew, reading)
    if (known.store.stamp === store.stamp) return { index: known, isNew: false, confirmed: requireUnchanged(isSame) }
    if (await isSame) return { index: { ...known, store: { ...known.store, stamp: store.stamp } }, ...NEW }
  }
  const { mark, lines } = await readStore(store, crew, reading)
  const { promised } = store
  if (promised !== null && promised !== lines.at.length) {
    throw new Failure('tokens-damaged', { tokens: 'some are missing' })
  }
  return { index: indexOf(mark, lines, known), ...NEW }
}

const NEW = { isNew: true, confirmed: Promise.resolve() }

function requireUnchanged(isSame: Promise<boolean>): Promise<void> {
  const confirmed = isSame.then((same) => {
    if (!same) throw new Failure('tokens-damaged', { tokens: 'changed behind the back of the file system' })
  })
  confirmed.catch(() => undefined)
  return confirmed
}

/** Every byte is looked at: a store that was changed in place is another store. */
async function isMarkOf(mark: StoreMark, { fd, size }: Store, crew: Crew, reading: Reading): Promise<boolean> {
  const tasks = blocksOf(size).map((block) => ({ does: 'digest' as const, fd, block }))
  const digests = await crew.do(tasks, counting(size, reading))
  return digests.every((digest, index) => textOf(digest) === mark.blocks[index])
}

async function readStore(
  { fd, size, stamp }: Store,
  crew: Crew,
  reading: Reading,
): Promise<{ mark: StoreMark; lines: Lines }> {
  const tasks = blocksOf(size).map((block) => ({ does: 'read' as const, fd, block, size }))
  const parts = await crew.do(tasks, counting(size, reading))
  return {
    mark: { size, stamp, blocks: parts.map(({ digest }) => textOf(digest)) },
    lines: joinedLines(parts.map(({ lines }) => lines)),
  }
}

function counting(size: number, reading: Reading): (task: { block: Block }) => void {
  let done = 0
  return ({ block: { from, until } }) => {
    done += until - from
    reading(done, size)
  }
}

function textOf(digest: Uint8Array): string {
  return Buffer.from(digest).toString('base64url')
}
