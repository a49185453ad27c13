import { type Day, isDay } from '../../app/domain/day.ts'
import type { ImageHeader } from './image-header.ts'
import { Unreadable } from './unreadable.ts'

/** Whose image it is, of which kind, and from which day where it says so. */
export type ImageFacts = { subject: string; data: string; acquired: Day | null }

/** The pseudonym is the Clinical Trial Subject ID, or the Patient ID where an image has none. */
export function imageFacts({ text }: ImageHeader): ImageFacts {
  const subject = text(CLINICAL_TRIAL_SUBJECT_ID) ?? text(PATIENT_ID)
  if (!subject) throw new Unreadable('no-subject')
  const date = text(ACQUISITION_DATE) ?? text(STUDY_DATE)
  return {
    subject,
    data: CATEGORY_OF.get(text(MODALITY) ?? '') ?? 'imaging-other',
    acquired: date === null ? null : dayFrom(date),
  }
}

const STUDY_DATE = 'x00080020'
const ACQUISITION_DATE = 'x00080022'
const MODALITY = 'x00080060'
const PATIENT_ID = 'x00100020'
const CLINICAL_TRIAL_SUBJECT_ID = 'x00120040'

const CATEGORY_OF: ReadonlyMap<string, string> = new Map([
  ['CT', 'imaging-ct'],
  ['MG', 'imaging-mg'],
  ['MR', 'imaging-mr'],
])

function dayFrom(date: string): Day {
  const day = date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  if (!isDay(day)) throw new Unreadable('date-invalid')
  return day
}
