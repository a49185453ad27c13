import type { ConsentEvent } from './events.ts'

const WITHOUT_WORDS: readonly string[] = [
  'claim-voided',
  'enrolment-corrected',
  'death-reported',
  'death-taken-back',
] satisfies ConsentEvent['type'][]

/** Whether somebody read and answered something; of the other events nobody saw any words. */
export function isWorded(type: ConsentEvent['type']): boolean {
  return !WITHOUT_WORDS.includes(type)
}
