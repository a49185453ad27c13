import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'

export type ConsentPlace = { enrolmentId: string; programmeId: string }

/**
 * The name under which one hospital's consent of one person is read: her enrolment's random id, enciphered under a key
 * of the programme. It is found again without a table, says nothing to anybody, and two hospitals' have nothing in common.
 */
export function consentReference(pepper: Buffer, { enrolmentId, programmeId }: ConsentPlace): string {
  const cipher = createCipheriv('aes-256-ecb', keyOf(pepper, programmeId), null).setAutoPadding(false)
  return cipher.update(enrolmentId.replaceAll('-', ''), 'hex', 'hex')
}

/** Where this name could lead: one place in each of these programmes, nearly all of them nobody's. */
export function placesNamed(pepper: Buffer, reference: string, programmeIds: readonly string[]): ConsentPlace[] {
  if (!/^[0-9a-f]{32}$/.test(reference)) return []
  return programmeIds.map((programmeId) => {
    const decipher = createDecipheriv('aes-256-ecb', keyOf(pepper, programmeId), null).setAutoPadding(false)
    return { enrolmentId: asUuid(decipher.update(reference, 'hex', 'hex')), programmeId }
  })
}

/** One block of random bits under a key of its own: a permutation, for which ECB is what it is called. */
function keyOf(pepper: Buffer, programmeId: string): Buffer {
  return createHmac('sha256', pepper).update(`fhir-consent\0${programmeId}`).digest()
}

function asUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
