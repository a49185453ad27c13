import { type Decision, recorded, refused } from '../decision.ts'
import { type Representation, stateOf } from './representation.ts'

export type RegistrationRefusal = 'representation-not-found' | 'second-person-needed'

/** Whether a clerk may confirm what a hospital registered: it waits for that, and somebody else entered it. */
export function registrationConfirmed(
  representation: Representation | null,
  { organisationId, staffId }: { organisationId: string; staffId: string },
  at: Date,
): Decision<Representation, RegistrationRefusal> {
  if (representation?.registeredBy !== organisationId) return refused('representation-not-found')
  if (stateOf(representation, at) !== 'to-confirm') return refused('representation-not-found')
  if (representation.enteredBy === staffId) return refused('second-person-needed')
  return recorded(representation)
}
