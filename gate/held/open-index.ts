import { Failure } from '../failure.ts'
import { type Block, blocksOf } from './blocks.ts'
import type { Crew } from './crew.ts'
import { type HeldIndex, indexOf, type StoreMark } from './held-index.ts'
import { joinedLines, type Lines } from './lines.ts'
import type { Store } from './open-store.ts'

/** How far a reading of the store has come, in bytes. */
export type Reading = (done: number, of: number) => void

/** The index of an open store: the one that is known where it belongs to this very store, and else one that is read from it. */
export async function openIndex(
  store: Store,
  known: HeldIndex | null,
  crew: Crew,
  reading: Reading,
): Promise<HeldIndex> {
  if (known && (await isMarkOf(known.store, store, crew, reading))) return known

  const { mark, lines } = await readStore(store, crew, reading)
  const { promised } = store
  if (promised !== null && promised !== lines.at.length) {
    throw new Failure('tokens-damaged', { tokens: 'some are missing' })
  }
  return indexOf(mark, lines, known)
}

/** Every byte is looked at: a store that was changed in place is another store. */
async function isMarkOf(mark: StoreMark, { fd, size }: Store, crew: Crew, reading: Reading): Promise<boolean> {
  if (mark.size !== size) return false
  const tasks = blocksOf(size).map((block) => ({ does: 'digest' as const, fd, block }))
  const digests = await crew.do(tasks, counting(size, reading))
  return digests.every((digest, index) => textOf(digest) === mark.blocks[index])
}

async function readStore(
  { fd, size }: Store,
  crew: Crew,
  reading: Reading,
): Promise<{ mark: StoreMark; lines: Lines }> {
  const tasks = blocksOf(size).map((block) => ({ does: 'read' as const, fd, block, size }))
  const parts = await crew.do(tasks, counting(size, reading))
  return {
    mark: { size, blocks: parts.map(({ digest }) => textOf(digest)) },
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
