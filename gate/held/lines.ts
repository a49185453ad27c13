import { hash } from 'node:crypto'
import { Failure } from '../failure.ts'
import { issuedTokenFrom } from '../home/consent-token-store.ts'

/** The token lines of a store: where each begins, what it hashes to, whom it names. Nothing of it is believed yet. */
export type Lines = {
  at: Float64Array
  length: Uint32Array
  /** SHA-256 of each line. */
  digest: Uint8Array
  /** The subjects in UTF-8, one after another, and where each of them ends. */
  subjects: Uint8Array
  subjectEnd: Uint32Array
}

export const DIGEST_BYTES = 32

/** Longer than any that holds a token; bounds what is read for one. */
export const MAX_LINE_BYTES = 2 ** 16

/** Reads the lines between `start` and `end` of these bytes, which stand at `from` in the store. */
export function linesIn(bytes: Buffer, start: number, end: number, from: number): Lines {
  const at: number[] = []
  const length: number[] = []
  const digests: Buffer[] = []
  const subjects: string[] = []
  for (let begin = start; begin < end; ) {
    const stop = bytes.indexOf(LINE_FEED, begin)
    if (stop === -1 || stop - begin > MAX_LINE_BYTES) throw new Failure('tokens-damaged', { tokens: 'cut off' })
    const line = bytes.subarray(begin, stop)
    at.push(from + begin)
    length.push(line.length)
    digests.push(digestOf(line))
    subjects.push(issuedTokenFrom(line.toString('utf8')).subject)
    begin = stop + 1
  }
  return {
    at: Float64Array.from(at),
    length: Uint32Array.from(length),
    digest: new Uint8Array(Buffer.concat(digests)),
    subjects: new Uint8Array(Buffer.from(subjects.join(''))),
    subjectEnd: endsOf(subjects),
  }
}

export const LINE_FEED = 0x0a

export function digestOf(line: Uint8Array): Buffer {
  return hash('sha256', line, 'buffer')
}

function endsOf(texts: readonly string[]): Uint32Array {
  let end = 0
  return Uint32Array.from(texts, (text) => {
    end += Buffer.byteLength(text)
    return end
  })
}

/** The lines of one part after another. */
export function joinedLines(parts: readonly Lines[]): Lines {
  let bytesBefore = 0
  const subjectEnd = parts.map((part) => {
    const ends = part.subjectEnd.map((end) => end + bytesBefore)
    bytesBefore += part.subjects.length
    return ends
  })
  return {
    at: joined(
      Float64Array,
      parts.map(({ at }) => at),
    ),
    length: joined(
      Uint32Array,
      parts.map(({ length }) => length),
    ),
    digest: joined(
      Uint8Array,
      parts.map(({ digest }) => digest),
    ),
    subjects: joined(
      Uint8Array,
      parts.map(({ subjects }) => subjects),
    ),
    subjectEnd: joined(Uint32Array, subjectEnd),
  }
}

type Numbers = Float64Array | Uint32Array | Uint8Array

function joined<Kind extends Numbers>(kind: { new (length: number): Kind }, parts: readonly Kind[]): Kind {
  const whole = new kind(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
