import { randomBytes } from 'node:crypto'

/** As many of these entries as two in a hundred, each once, drawn as the portal draws the indices of its tokens. */
export function twoPercentOf(size: number): number[] {
  const drawn = new Set<number>()
  while (drawn.size < size / 50) drawn.add(randomBytes(4).readUInt32BE() % size)
  return [...drawn]
}
