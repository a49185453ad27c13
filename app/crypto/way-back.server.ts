import { randomBytes } from 'node:crypto'
import { newCode, PERSONAL_CODE_LENGTH, printedCode, readCode } from './codes.ts'
import { keyedHash, type SlowHashing, slowHash } from './secrets.server.ts'

/** A person's way back in, and what the portal keeps of it. */
export type WayBack = {
  /** The personal code as it is printed; the portal does not keep it. */
  code: string
  lookup: Buffer
  pinHash: string
}

/** A new personal code that goes with this PIN. */
export async function newWayBack(hashing: SlowHashing, pin: string, random = randomBytes): Promise<WayBack> {
  const code = newCode(PERSONAL_CODE_LENGTH, random)
  return {
    code: printedCode(code),
    lookup: personalCodeLookup(hashing.pepper, code),
    pinHash: await slowHash(hashing, 'pin', pin, random),
  }
}

/** Where a personal code is found, however it was typed. */
export function personalCodeLookup(pepper: Buffer, typed: string): Buffer {
  return keyedHash(pepper, 'personal-code', readCode(typed) ?? '')
}
