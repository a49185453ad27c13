import type { Crew } from './crew.ts'
import type { Asked, Own } from './find-out.ts'
import { carrier } from './findings.ts'
import type { HeldIndex } from './held-index.ts'
import { DIGEST_BYTES, type Lines } from './lines.ts'

/** So many tokens take a thread about 10 milliseconds. */
const TASK = 128

/** Finds out about the tokens on these lines and notes it in the index. */
export async function findMissing(
  missing: readonly number[],
  { fd, index, crew }: { fd: number; index: HeldIndex; crew: Crew },
  own: Own,
  verified: (count: number) => void,
): Promise<void> {
  const portions = portionsOf(missing.toSorted((a, b) => a - b))
  const tasks = portions.map((lines) => ({ does: 'find-out' as const, fd, asked: these(lines, index.lines), own }))
  const answers = await crew.do(tasks, ({ asked }) => verified(asked.at.length))
  answers.forEach((foundOut, portion) => {
    const carry = carrier(foundOut, index)
    for (const [position, line] of (portions[portion] ?? []).entries()) carry(position, line)
  })
}

function portionsOf(lines: readonly number[]): number[][] {
  return Array.from({ length: Math.ceil(lines.length / TASK) }, (_, portion) =>
    lines.slice(portion * TASK, (portion + 1) * TASK),
  )
}

function these(numbers: readonly number[], { at, length, digest }: Lines): Asked {
  const digests = new Uint8Array(numbers.length * DIGEST_BYTES)
  numbers.forEach((line, position) => {
    digests.set(digest.subarray(line * DIGEST_BYTES, (line + 1) * DIGEST_BYTES), position * DIGEST_BYTES)
  })
  return {
    at: Float64Array.from(numbers, (line) => at[line] as number),
    length: Uint32Array.from(numbers, (line) => length[line] as number),
    digest: digests,
  }
}
