import { randomInt } from 'node:crypto'
import { carrier, type Findings, noFindings } from './findings.ts'
import type { Column, Packed } from './index-file.ts'
import { DIGEST_BYTES, type Lines } from './lines.ts'
import { type Names, numbered, type TextsOf, textsOf } from './names.ts'
import { lineLike, type SubjectTable, subjectTable } from './subject-table.ts'

/** Where each subject's token stands in one very store, and what was found out about it. */
export type HeldIndex = { store: StoreMark; lines: Lines; table: SubjectTable; findings: Findings; names: Names }

/** The size of a store, the SHA-256 of each of its blocks, and its stamp: of any other store the index says nothing. */
export type StoreMark = { size: number; stamp: string; blocks: string[] }

/** Of these lines nothing is known but what an earlier index knew of the very same ones. */
export function indexOf(store: StoreMark, lines: Lines, earlier: HeldIndex | null): HeldIndex {
  const index = { store, lines, table: subjectTable(lines, randomInt(2 ** 32)), ...noFindings(lines.at.length) }
  if (earlier) carryOver(earlier, index)
  return index
}

function carryOver(earlier: HeldIndex, index: HeldIndex): void {
  const carry = carrier({ findings: earlier.findings, names: textsOf(earlier.names) }, index)
  for (let line = 0; line < index.lines.at.length; line++) {
    const known = lineLike(index.lines, line, earlier.lines, earlier.table)
    if (known !== -1 && isSameLine(earlier.lines, known, index.lines, line)) carry(known, line)
  }
}

function isSameLine(one: Lines, line: number, other: Lines, otherLine: number): boolean {
  for (let byte = 0; byte < DIGEST_BYTES; byte++) {
    if (one.digest[line * DIGEST_BYTES + byte] !== other.digest[otherLine * DIGEST_BYTES + byte]) return false
  }
  return true
}

/** Changes whenever what is written below means something else. */
const FORMAT = 1

/** Which portal signed the tokens, and for which node. */
export type Whose = { issuer: string; audience: string }

type Facts = { format: number; store: StoreMark; seed: number } & Whose & TextsOf<Names>

export function packedIndex({ store, lines, table, findings, names }: HeldIndex, { issuer, audience }: Whose): Packed {
  const facts: Facts = { format: FORMAT, issuer, audience, store, seed: table.seed, ...textsOf(names) }
  return { facts, columns: { ...lines, ...findings, slots: table.slots } }
}

/** Null where it was written by another version, or for another portal or node. */
export function unpackedIndex({ facts, columns }: Packed, { issuer, audience }: Whose): HeldIndex | null {
  const { format, store, seed, keys, lists, consents, ...whose } = facts as Facts
  if (format !== FORMAT || whose.issuer !== issuer || whose.audience !== audience) return null
  const { at, length, digest, subjects, subjectEnd, slots, ...findings } = columns as Record<string, Column>
  return {
    store,
    lines: { at, length, digest, subjects, subjectEnd } as Lines,
    table: { seed, slots: slots as Uint32Array },
    findings: findings as Findings,
    names: { keys: numbered(keys), lists: numbered(lists), consents: numbered(consents) },
  }
}
