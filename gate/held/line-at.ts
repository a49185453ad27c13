import { Failure } from '../failure.ts'
import { DIGEST_BYTES, digestOf, type Lines } from './lines.ts'
import { readAt } from './read-at.ts'

type Places = Pick<Lines, 'at' | 'length' | 'digest'>

/** The very line that was read before: a store that was written over meanwhile is one that nobody can vouch for. */
export function lineAt(fd: number, places: Places, line: number): Buffer {
  return unchanged(readAt(fd, places.at[line] as number, places.length[line] as number), places, line)
}

/** The same for many lines in the order of the store: where they stand close together, all are read at once. */
export function linesAt(fd: number, places: Places): (line: number) => Buffer {
  const { at, length } = places
  const [from = 0] = at
  const span = (at.at(-1) ?? 0) + (length.at(-1) ?? 0) - from
  if (span > LARGEST_SPAN) return (line) => lineAt(fd, places, line)
  const bytes = readAt(fd, from, span)
  return (line) => {
    const begin = (at[line] as number) - from
    return unchanged(bytes.subarray(begin, begin + (length[line] as number)), places, line)
  }
}

const LARGEST_SPAN = 2 ** 20

function unchanged(bytes: Buffer, { digest }: Places, line: number): Buffer {
  const known = digest.subarray(line * DIGEST_BYTES, (line + 1) * DIGEST_BYTES)
  if (!digestOf(bytes).equals(known)) throw new Failure('tokens-damaged', { tokens: 'changed meanwhile' })
  return bytes
}
