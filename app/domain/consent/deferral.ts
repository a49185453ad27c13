import { type Day, dayOf } from '../day.ts'
import { type Decision, recorded } from '../decision.ts'
import { type AskAgainRefusal, bounded } from './ask-again.ts'
import type { ConsentEvent } from './events.ts'
import { type ConsentStanding, staysAfterLater } from './standing.ts'

type Deferral = Extract<ConsentEvent, { type: 'consent-deferred' }>

/** What a *later* records: when to ask again, and to which version the yes was that it leaves as it is. */
export function deferral(
  base: Omit<Deferral, 'type' | 'askAgainOn' | 'leavesFormId'>,
  { consent, askAgainOn, at }: { consent: ConsentStanding | null; askAgainOn: Day | null; at: Date },
): Decision<ConsentEvent, AskAgainRefusal> {
  const day = askAgainOn === null ? null : bounded(askAgainOn, dayOf(at))
  if (day && !day.ok) return day
  return recorded({
    type: 'consent-deferred',
    ...base,
    askAgainOn: day?.event ?? null,
    ...(staysAfterLater(consent, base.formId) && { leavesFormId: consent.formId }),
  })
}
