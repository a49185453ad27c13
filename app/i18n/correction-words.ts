import type { ConsentEvent } from '#app/domain/consent/events.ts'
import type { RecordCorrection } from '#app/domain/enrolment/correction.ts'
import type { Translate } from './translate.ts'

/** A correction as its person is told of it; `not-hers-only` where nothing is left of what was chosen. */
export type NamedCorrection = RecordCorrection | 'not-hers-only' | 'unknown'

/** What an event corrects, where it does; `unknown` where it cannot be opened. */
export function namedCorrection(type: ConsentEvent['type'], event: ConsentEvent | null): NamedCorrection | null {
  if (event?.type === 'enrolment-corrected') return event.correction
  if (event?.type === 'claim-voided' && event.corrected) return 'not-hers-only'
  return type === 'enrolment-corrected' ? 'unknown' : null
}

/** What her hospital corrected, and what it means for her. */
export function correctionWords(t: Translate, correction: NamedCorrection): { heading: string; follows: string } {
  const heading = correction === 'not-hers-only' ? 'not-hers' : correction
  return { heading: t(`corrections:event.${heading}`), follows: t(`corrections:follows.${correction}`) }
}
