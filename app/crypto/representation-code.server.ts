import { createHmac } from 'node:crypto'
import { INVITATION_SECRET_LENGTH, newCode, printedCode, readCode } from './codes.ts'
import { sameBytes } from './secrets.server.ts'

/** The code that goes with an invitation to act for somebody: 65 bits that are kept nowhere, made anew whenever asked for. */
export function representationCode(pepper: Buffer, representationId: string): string {
  return printedCode(codeOf(pepper, representationId))
}

/** Whether the typed code is that of this representation; compared also where there is none. */
export function matchesRepresentationCode(pepper: Buffer, representationId: string | null, typed: string): boolean {
  const matches = sameBytes(Buffer.from(codeOf(pepper, representationId ?? '')), Buffer.from(readCode(typed) ?? ''))
  return matches && representationId !== null
}

function codeOf(pepper: Buffer, representationId: string): string {
  const bytes = createHmac('sha256', pepper).update(`representation-code\0${representationId}`).digest()
  return newCode(INVITATION_SECRET_LENGTH, (length) => bytes.subarray(0, length))
}
