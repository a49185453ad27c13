import type { Actor } from '../consent/events.ts'

export const ACTS = ['see', 'answer', 'withdraw'] as const

/** What can be done in somebody's name: see what stands, answer anew, or stop something. */
export type Act = (typeof ACTS)[number]

export type ActingScope = { programmes: 'all' | readonly string[]; acts: readonly Act[] }

/** Where an act happens: in one programme, across all of them, or wherever the scope reaches. */
export type Place = { programmeId: string } | 'everywhere' | 'somewhere'

/** Somebody acts for the contributor `id`; `label` is what the one who acts calls her. */
export type Acting = { id: string; by: Actor; scope: ActingScope; label: string | null }

/** Of one's own everything is within reach. */
export const OWN_SCOPE: ActingScope = { programmes: 'all', acts: ACTS }

/** With staff of her hospital at her side, a person does all that she does alone, but for what is about her account. */
export const ASSISTED_SCOPE: ActingScope = { programmes: 'all', acts: ACTS }

/** What is left of a representation that has ended while somebody acted by it: nothing, not even her own record. */
export const NO_SCOPE: ActingScope = { programmes: [], acts: [] }

/** Whether this act in this place lies within the scope; what the scope does not name is outside. */
export function isWithin({ programmes, acts }: ActingScope, act: Act, place: Place): boolean {
  if (!acts.includes(act)) return false
  if (programmes === 'all' || place === 'somewhere') return true
  return place !== 'everywhere' && programmes.includes(place.programmeId)
}

/** Of whom somebody may see everything that there is: herself, or the person she acts for where the scope is that wide. */
export function seenInWhole({ id, acting }: { id: string; acting: Acting | null }): string | null {
  if (!acting) return id
  return isWithin(acting.scope, 'see', 'everywhere') ? acting.id : null
}

/** Where something is about: its programme, or everything. */
export function placeOf({ programmeId }: { programmeId: string | null }): Place {
  return programmeId === null ? 'everywhere' : { programmeId }
}

/** A contributor acting for herself, in the portal. */
export function self(contributorId: string): Actor {
  return { kind: 'contributor', id: contributorId, how: 'portal' }
}

/** A contributor with staff of this hospital at her side, who let them in with her own factor. */
export function assistedBy(organisationId: string): Actor {
  return { kind: 'organisation', id: organisationId, how: 'assisted' }
}

/** Under what unfinished answers are kept: a representative's by the representation, all others by nothing, as her own. */
export function keptUnder(by: Actor | undefined): string {
  return by?.kind === 'representative' ? by.id : ''
}

/** Somebody acting for another person by this representation. */
export function representing(representationId: string): Actor {
  return { kind: 'representative', id: representationId, how: 'portal' }
}
