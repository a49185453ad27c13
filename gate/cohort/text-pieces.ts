import { createReadStream } from 'node:fs'
import { Failure } from '../failure.ts'
import { BYTEWISE } from './cohort.ts'

const PIECE_BYTES = 2 ** 18
const BYTE_ORDER_MARK = Buffer.from('\uFEFF').toString(BYTEWISE)

/** A text file in pieces, without its byte order mark. A zero byte stands in no text but UTF-16, which nobody here reads. */
export async function* textPieces(path: string): AsyncGenerator<string> {
  let isFirst = true
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
      if (bytes.includes(0)) throw new Failure('cohort-unreadable', { code: 'NUL' })
      const text = bytes.toString(BYTEWISE)
      yield isFirst && text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text
      isFirst = false
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new Failure('cohort-unreadable', { code }, { cause })
  }
}
