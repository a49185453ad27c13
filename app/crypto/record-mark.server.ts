import { createHmac } from 'node:crypto'

/** Whose record a person's pages are about and who acts on it: the same mark for the same, and it names nobody. */
export function recordMark(
  pepper: Buffer,
  about: { signedInId: string; contributorId: string; actorId: string },
): string {
  const { signedInId, contributorId, actorId } = about
  const text = ['record-mark', signedInId, contributorId, actorId].join('\0')
  return createHmac('sha256', pepper).update(text).digest().subarray(0, 12).toString('base64url')
}
