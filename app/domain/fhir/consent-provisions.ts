import { isDataCategory, isPurpose, isRecipient, RECIPIENTS } from '../consent/codes.ts'
import { isUnderstoodProvision, type Provision } from '../consent/provision.ts'
import { isRegion } from '../consent/region.ts'
import { addDays, type Day } from '../day.ts'
import {
  type CodeableConcept,
  type Coding,
  concept,
  ownSystem,
  type Period,
  RESOURCE_TYPES,
  type Reference,
} from './coding.ts'
import { contentOf, resourceTypeOf } from './data-content.ts'
import { purposeCoding } from './purpose-coding.ts'

export type FhirProvision = {
  type: 'permit' | 'deny'
  period?: Period
  actor?: { role: CodeableConcept; reference: Reference }[]
  action?: CodeableConcept[]
  purpose?: Coding[]
  class?: Coding[]
  code?: CodeableConcept[]
  dataPeriod?: Period
  provision?: FhirProvision[]
}

/** Without an end where nothing but a change of mind ends it. */
type Within = { from: Day; until: Day | null }

/**
 * The choices as exceptions to an outer denial (FHIR R4 Consent.provision): permits, and in each of them every denial,
 * because a denial beats any permit. What is not understood permits nothing, and denies as widely as it may have meant.
 */
export function permitsOf(provisions: readonly Provision[], { url, life }: { url: string; life: Within }) {
  const denials = provisions
    .filter((provision) => provision?.effect !== 'permit')
    .map((denial) => denialOf(denial, url))
  return provisions
    .filter((provision) => provision?.effect === 'permit' && isUnderstoodProvision(provision))
    .flatMap((permit) => permitOf(permit, url, life))
    .map((permit) => (denials.length > 0 ? { ...permit, provision: denials } : permit))
}

/** One for each kind of resource: side by side in one provision, kinds and contents would combine freely. */
function permitOf(permit: Provision, url: string, life: Within): FhirProvision[] {
  const purpose = permit.purpose.filter(isPurpose)
  const actor = actorsOf(permit.recipient.filter(isRecipient), permit.region.filter(isRegion), url)
  const kinds = Map.groupBy(permit.data.filter(isDataCategory), resourceTypeOf)
  const period = periodOf(laterOf(permit.from, life.from), earlierOf(permit.until, life.until))
  if (purpose.length === 0 || actor.length === 0 || isOver(period)) return []
  return [...kinds].map(([type, data]) => ({
    type: 'permit',
    period,
    actor,
    action: [concept({ system: 'http://terminology.hl7.org/CodeSystem/consentaction', code: 'use' })],
    purpose: purpose.flatMap((code) => purposeCoding(code, url)),
    class: [{ system: RESOURCE_TYPES, code: type }],
    code: data.map((category) => contentOf(category, url)),
    ...acquired(permit),
  }))
}

/** An axis that is empty, or says something unknown, stays out: it then denies everything on that axis. */
function denialOf(denial: Provision, url: string): FhirProvision {
  if (denial?.effect !== 'deny' || !isUnderstoodProvision(denial)) return { type: 'deny' }
  const { purpose, recipient, region, data, from, until } = denial
  const isExact = recipient.every(isRecipient) && region.every(isRegion)
  const actor = isExact ? actorsOf(recipient.length > 0 ? recipient : RECIPIENTS, region, url) : []
  return {
    type: 'deny',
    ...((from || until) && { period: periodOf(from, until) }),
    ...(actor.length > 0 && { actor }),
    ...(purpose.length > 0 &&
      purpose.every(isPurpose) && { purpose: purpose.flatMap((code) => purposeCoding(code, url)) }),
    ...(data.length > 0 && data.every(isDataCategory) && { code: data.map((category) => contentOf(category, url)) }),
    ...acquired(denial),
  }
}

/** Kind and place of a recipient in one name: actors beside one another are alternatives, and both must hold. */
function actorsOf(recipients: readonly string[], regions: readonly string[], url: string) {
  return recipients.flatMap((recipient) =>
    regions.map((region) => ({
      role: concept({ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }),
      reference: {
        type: 'Organization',
        identifier: { system: ownSystem(url, 'recipient'), value: `${recipient}@${region}` },
        display: `${recipient}, established in ${region}`,
      },
    })),
  )
}

function acquired({ acquired_from, acquired_until }: Provision): { dataPeriod?: Period } {
  return acquired_from || acquired_until ? { dataPeriod: periodOf(acquired_from, acquired_until) } : {}
}

/** Our periods end before their last day, FHIR's with it. */
function periodOf(from: Day | null, until: Day | null): Period {
  return { ...(from && { start: from }), ...(until && { end: addDays(until, -1) }) }
}

function laterOf(day: Day | null, other: Day): Day {
  return day !== null && day > other ? day : other
}

function earlierOf(day: Day | null, other: Day | null): Day | null {
  if (day === null || other === null) return day ?? other
  return day < other ? day : other
}

function isOver({ start, end }: Period): boolean {
  return start !== undefined && end !== undefined && end < start
}
