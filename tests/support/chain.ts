import { chainHash } from '#app/crypto/event-seal.server.ts'
import { findSealedEvents, type SealedRow } from '#db/queries/consent-events.server.ts'
import type { TestPortal } from './test-portal.ts'

/** A person's record as it lies in the database. */
export function recordOnDisk({ owner }: TestPortal, contributorId: string): Promise<SealedRow[]> {
  return owner.as('public', (tx) => findSealedEvents(tx, contributorId))
}

/** The sequence of every row whose hash is not what its own facts and the row before it give. */
export function brokenLinks(rows: readonly SealedRow[]): number[] {
  const broken: number[] = []
  let previous: Buffer | null = null
  rows.forEach((row, index) => {
    const follows = row.sequence === index + 1 && sameBytes(row.previousHash, previous)
    if (!follows || !chainHash(previous, row, row.payloadCommitment).equals(row.hash)) broken.push(row.sequence)
    previous = row.hash
  })
  return broken
}

function sameBytes(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : a.equals(b)
}
