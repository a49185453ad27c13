import type { Lines } from './lines.ts'

/** Finds the line of a subject. Each slot holds a line's number and one more, or zero: no two subjects are ever mistaken. */
export type SubjectTable = { seed: number; slots: Uint32Array }

/** Where a subject stands twice, the later line counts. */
export function subjectTable(lines: Lines, seed: number): SubjectTable {
  const count = lines.at.length
  const table = { seed, slots: new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 2))) }
  for (let line = 0; line < count; line++) {
    const from = beginOf(lines, line)
    const until = lines.subjectEnd[line] as number
    table.slots[slotOf(table, lines, lines.subjects, from, until)] = line + 1
  }
  return table
}

/** The number of the line that names exactly this subject, or -1. */
export function lineOf(subject: string, lines: Lines, table: SubjectTable): number {
  if (subject.length > asked.length / 3 || !subject.isWellFormed()) return -1
  const length = asked.write(subject)
  return (table.slots[slotOf(table, lines, asked, 0, length)] as number) - 1
}

/** The number of the line that names the same subject as this line of another store, or -1. */
export function lineLike(other: Lines, line: number, lines: Lines, table: SubjectTable): number {
  const slot = slotOf(table, lines, other.subjects, beginOf(other, line), other.subjectEnd[line] as number)
  return (table.slots[slot] as number) - 1
}

/** The subject that is asked for, in UTF-8. */
const asked = Buffer.alloc(4096)

/** The slot of these bytes: the one that holds a line of the same bytes, or the free one where it would stand. */
function slotOf({ seed, slots }: SubjectTable, lines: Lines, bytes: Uint8Array, from: number, until: number): number {
  const last = slots.length - 1
  for (let slot = hashOf(bytes, from, until, seed) & last; ; slot = (slot + 1) & last) {
    const line = (slots[slot] as number) - 1
    if (line === -1 || isSubject(lines, line, bytes, from, until)) return slot
  }
}

function isSubject(lines: Lines, line: number, bytes: Uint8Array, from: number, until: number): boolean {
  const begin = beginOf(lines, line)
  if ((lines.subjectEnd[line] as number) - begin !== until - from) return false
  for (let at = from; at < until; at++) if (bytes[at] !== lines.subjects[begin + at - from]) return false
  return true
}

function beginOf({ subjectEnd }: Lines, line: number): number {
  return line === 0 ? 0 : (subjectEnd[line - 1] as number)
}

/** FNV-1a with a secret beginning and murmur3's last mixing: quick, and nobody can choose names that collide. */
function hashOf(bytes: Uint8Array, from: number, until: number, seed: number): number {
  let hash = seed ^ 0x811c9dc5
  for (let at = from; at < until; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
