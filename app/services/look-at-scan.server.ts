import { inflateSync } from 'node:zlib'
import { type Decision, recorded } from '../domain/decision.ts'
import type { ScanType } from '../domain/paper/paper.ts'
import { MAX_SCAN_BYTES, type ScanRefusal, scanType } from '../domain/paper/scan.ts'

export { MAX_SCAN_BYTES }

/** A picture of a paper that may be kept. */
export type CheckedScan = { type: ScanType; bytes: Buffer }

/** More than the words of any scanned form, and little enough to unpack. */
const MOST_UNPACKED = 8 * 1024 * 1024

/** What a part counts for at least, so that many small ones end too. */
const LEAST_COUNTED = 8 * 1024

/** Looks at a scan by its bytes alone; it is never drawn nor run here. */
export function lookAtScan(bytes: Buffer): Decision<CheckedScan, ScanRefusal> {
  const decision = scanType(bytes, inflatesSoMuch(MOST_UNPACKED))
  return decision.ok ? recorded({ type: decision.event, bytes }) : decision
}

/** Unpacks one part after another, so much of them all together. */
function inflatesSoMuch(most: number): (bytes: Uint8Array) => Uint8Array | null {
  let left = most
  return (bytes) => {
    if (left <= 0) return null
    try {
      const unpacked = inflateSync(bytes, { maxOutputLength: left })
      left -= Math.max(unpacked.length, LEAST_COUNTED)
      return unpacked
    } catch {
      return null
    }
  }
}
