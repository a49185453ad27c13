import { createHmac, timingSafeEqual } from 'node:crypto'
import { closeSync, fstatSync, openSync } from 'node:fs'
import { draftFile } from '../home/replace-file.ts'
import { readInto } from './read-at.ts'

/** Columns of numbers and a few facts about them, as they stand in one file. */
export type Packed = { facts: Record<string, unknown>; columns: Record<string, Column> }
export type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array

const KINDS = { Float64Array, Uint32Array, Uint16Array, Uint8Array }

/** Eight bytes, then the length of the header, the header in JSON, the columns, and a seal over all of it. */
const MAGIC = Buffer.from('accord 1', 'latin1')
const ALIGNED = 8
const SEAL_BYTES = 32

type Header = { facts: Packed['facts']; columns: { name: string; kind: keyof typeof KINDS; length: number }[] }

/** Replaces the file; only who has the same key will believe it. */
export async function writePacked(path: string, { facts, columns }: Packed, key: Buffer): Promise<void> {
  const seal = createHmac('sha256', key)
  const draft = await draftFile(path)
  try {
    for (const piece of piecesOf({ facts, columns })) {
      seal.update(piece)
      await draft.write(piece)
    }
    await draft.write(seal.digest())
    await draft.commit()
  } catch (error) {
    await draft.abandon()
    throw error
  }
}

function* piecesOf({ facts, columns }: Packed): Generator<Uint8Array> {
  const described = Object.entries(columns).map(([name, column]) => {
    return { name, kind: column.constructor.name as keyof typeof KINDS, length: column.length }
  })
  const header = Buffer.from(JSON.stringify({ facts, columns: described } satisfies Header))
  const length = Buffer.alloc(ALIGNED)
  length.writeUInt32LE(header.length)
  yield* [MAGIC, length, header, padding(header.length)]
  for (const { buffer, byteOffset, byteLength } of Object.values(columns)) {
    yield new Uint8Array(buffer, byteOffset, byteLength)
    yield padding(byteLength)
  }
}

function padding(length: number): Uint8Array {
  return new Uint8Array(padded(length) - length)
}

function padded(length: number): number {
  return Math.ceil(length / ALIGNED) * ALIGNED
}

/** Null where there is none, where it is damaged, or where somebody else wrote it: then it is as if there were none. */
export function readPacked(path: string, key: Buffer): Packed | null {
  try {
    const bytes = wholeFile(path)
    const sealed = bytes.subarray(0, bytes.length - SEAL_BYTES)
    const seal = createHmac('sha256', key).update(sealed).digest()
    return timingSafeEqual(seal, bytes.subarray(sealed.length)) ? unpacked(sealed) : null
  } catch {
    return null
  }
}

function wholeFile(path: string): Buffer {
  const fd = openSync(path, 'r')
  try {
    return readInto(Buffer.from(new ArrayBuffer(fstatSync(fd).size)), fd, 0)
  } finally {
    closeSync(fd)
  }
}

/** The columns are views of the file's own bytes. */
function unpacked(bytes: Buffer): Packed | null {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null
  const begin = MAGIC.length + ALIGNED
  const headerLength = bytes.readUInt32LE(MAGIC.length)
  const { facts, columns }: Header = JSON.parse(bytes.toString('utf8', begin, begin + headerLength))
  let at = begin + padded(headerLength)
  const views = columns.map(({ name, kind, length }) => {
    const column = new KINDS[kind](bytes.buffer as ArrayBuffer, at, length)
    at += padded(column.byteLength)
    return [name, column] as const
  })
  return { facts, columns: Object.fromEntries(views) }
}
