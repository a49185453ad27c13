import { createHmac } from 'node:crypto'
import { ENTRIES_A_DECOY } from '../domain/token/decoys.ts'

export type DecoySlots = (listId: string, index: number) => boolean

/**
 * Which entries are never anybody's: those whose keyed hash falls into one part of eight. Whoever places tokens and
 * whoever flips decoys agree on them without asking each other, and nobody else can tell.
 */
export function decoySlots(pepper: Buffer): DecoySlots {
  const key = createHmac('sha256', pepper).update('status-decoys').digest()
  return (listId, index) => {
    const [first = 0] = createHmac('sha256', key).update(`${listId}\0${index}`).digest()
    return first < 256 / ENTRIES_A_DECOY
  }
}
