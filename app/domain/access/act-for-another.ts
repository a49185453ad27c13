import type { ConsentEvent } from '../consent/events.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import { type Act, isWithin, type Place } from './acting.ts'
import { type Representation, stateOf } from './representation.ts'

export type ActingRefusal = 'representation-not-in-force' | 'outside-your-scope'

/** Whether a representative may do this now: it is asked again of every act, under the lock of the person acted for. */
export function actForAnother(
  representation: Representation | null,
  event: ConsentEvent,
  at: Date,
): Decision<Representation, ActingRefusal> {
  if (!representation || stateOf(representation, at) !== 'in-force') return refused('representation-not-in-force')
  const act = actOf(event)
  const isPermitted = act !== null && isWithin(representation.scope, act, placeOf(event))
  return isPermitted ? recorded(representation) : refused('outside-your-scope')
}

/** What may be done for another; what is not named here only she herself, her hospital or Accord does. */
function actOf(event: ConsentEvent): Act | null {
  switch (event.type) {
    case 'consent-withdrawn':
      return event.tier === 'close' ? null : 'withdraw'
    case 'objected':
      return 'withdraw'
    case 'consent-given':
    case 'consent-changed':
    case 'consent-refused':
    case 'consent-deferred':
    case 'consent-reaffirmed':
    case 'altruism-preferred':
    case 'use-answered':
    case 'objection-reversed':
      return 'answer'
    default:
      return null
  }
}

/** What is about no one programme takes a scope of all of them. */
function placeOf(event: ConsentEvent): Place {
  return 'programmeId' in event ? { programmeId: event.programmeId } : 'everywhere'
}
