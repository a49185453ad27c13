import type { CorrectionRefusal } from '#app/services/correct-enrolment.server.ts'

/** The field that a refusal is about. */
export function fieldOf(refusal: CorrectionRefusal | 'not-allowed'): 'number' | 'other' | 'form' {
  switch (refusal) {
    case 'enrolment-not-found':
      return 'number'
    case 'pseudonym-required':
    case 'pseudonym-already-enrolled':
    case 'pseudonyms-are-one':
      return 'other'
    default:
      return 'form'
  }
}
