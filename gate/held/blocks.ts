import { Failure } from '../failure.ts'
import { digestOf, LINE_FEED, type Lines, linesIn, MAX_LINE_BYTES } from './lines.ts'
import { readInto } from './read-at.ts'

/** A stretch of a store; one of them is one piece of work. */
export type Block = { from: number; until: number }

const BLOCK_BYTES = 2 ** 22

export function blocksOf(size: number): Block[] {
  return Array.from({ length: Math.ceil(size / BLOCK_BYTES) }, (_, index) => ({
    from: index * BLOCK_BYTES,
    until: Math.min((index + 1) * BLOCK_BYTES, size),
  }))
}

export function blockDigest(fd: number, { from, until }: Block): Buffer {
  return digestOf(readInto(room(until - from), fd, from))
}

/** The lines that begin in a block, and the digest of the very bytes that they were read from. */
export function readBlock(fd: number, { from, until }: Block, size: number): { digest: Buffer; lines: Lines } {
  const before = from === 0 ? 0 : 1
  const bytes = readInto(room(Math.min(until + MAX_LINE_BYTES, size) - from + before), fd, from - before)
  const end = until - from + before
  return {
    digest: digestOf(bytes.subarray(before, end)),
    lines: linesIn(bytes, beginOfLines(bytes), end, from - before),
  }
}

/** Behind the first line end: before it stands the cursor, or what belongs to the block before. */
function beginOfLines(bytes: Buffer): number {
  const first = bytes.indexOf(LINE_FEED)
  if (first === -1) throw new Failure('tokens-damaged', { tokens: 'cut off' })
  return first + 1
}

/** Each thread reads one block at a time, always into the same memory. */
function room(length: number): Buffer {
  reused ??= Buffer.allocUnsafeSlow(1 + BLOCK_BYTES + MAX_LINE_BYTES)
  return reused.subarray(0, length)
}

let reused: Buffer | null = null
