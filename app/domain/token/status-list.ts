/** A status list of one bit an entry (draft-ietf-oauth-status-list §4): 0 valid, 1 invalid; entry 0 is the least significant bit of byte 0. */

export const STATUS_LIST_SIZE = 2 ** 20

export function emptyStatusList(size = STATUS_LIST_SIZE): Uint8Array {
  return new Uint8Array(Math.ceil(size / 8))
}

/** The same list with these entries set to invalid; out-of-range entries are a programming error. */
export function withInvalid(list: Uint8Array, indices: Iterable<number>): Uint8Array {
  const next = Uint8Array.from(list)
  for (const index of indices) {
    if (!isInRange(list, index)) throw new RangeError(`status index ${index} is outside the list`)
    next[index >> 3] = (next[index >> 3] ?? 0) | (1 << (index & 7))
  }
  return next
}

/** The status at `index` in a list of `bits` an entry, or null where the list has no such entry. */
export function statusAt(list: Uint8Array, index: number, bits: 1 | 2 | 4 | 8 = 1): number | null {
  const bit = index * bits
  if (!(bit >= 0 && bit < list.length * 8) || !Number.isInteger(index)) return null
  return ((list[bit >>> 3] as number) >> (bit & 7)) & ((1 << bits) - 1)
}

/** The entries that are invalid in `before` and valid in `after`: there must be none before their tokens expire. */
export function clearedEntries(before: Uint8Array, after: Uint8Array): number[] {
  const cleared: number[] = []
  for (let byte = 0; byte < before.length; byte++) {
    const lost = (before[byte] ?? 0) & ~(after[byte] ?? 0)
    for (let bit = 0; lost && bit < 8; bit++) if (lost & (1 << bit)) cleared.push(byte * 8 + bit)
  }
  return cleared
}

function isInRange(list: Uint8Array, index: number): boolean {
  return Number.isSafeInteger(index) && index >= 0 && index < list.length * 8
}
