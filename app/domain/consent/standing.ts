import type { Day } from '../day.ts'
import type { Choices } from './choices.ts'
import { afterDeath, fromReportsOn, withoutMistakenDeaths } from './death.ts'
import type { AltruismMode, RecordedEvent, WithdrawalTier } from './events.ts'

export type ConsentState = 'given' | 'refused' | 'deferred' | 'withdrawn'

/** Where a person stands with one programme. */
export type ConsentStanding = {
  programmeId: string
  state: ConsentState
  formId: string | null
  choices: Choices | null
  decidedAt: Date
  expiresAt: Date | null
  /** How far the withdrawal that stands went. */
  withdrawnTier: WithdrawalTier | null
  /** When she wants to be asked again, after *later*. */
  askAgainOn: Day | null
  /** The newer version to which she said *later* while her yes to this one stands. */
  deferredFormId: string | null
  eventId: string
}

export type AltruismStanding = { mode: AltruismMode; choices: Choices; eventId: string }

/** The three switches of one person, never mixed. */
export type Standing = {
  consents: Record<string, ConsentStanding>
  altruism: AltruismStanding | null
  useAnswers: Record<string, 'yes' | 'no'>
  objectedIn: string[]
}

export const NOTHING_RECORDED: Standing = { consents: {}, altruism: null, useAnswers: {}, objectedIn: [] }

/** Where she stands with one programme; a name that only JavaScript's objects know is nobody's. */
export function consentTo({ consents }: Standing, programmeId: string): ConsentStanding | null {
  return Object.hasOwn(consents, programmeId) ? (consents[programmeId] ?? null) : null
}

/** Whether this is a yes whose last day has not come. */
export function isYesInForce(consent: ConsentStanding | null, at: Date): consent is ConsentStanding {
  return consent?.state === 'given' && consent.expiresAt !== null && at < consent.expiresAt
}

/** Folds the events into where the person stood at `at`, as the portal knew at `knownAt`. */
export function standingFrom(events: readonly RecordedEvent[], { at, knownAt }: { at: Date; knownAt: Date }): Standing {
  const known = fromReportsOn(events.filter(({ recordedAt }) => recordedAt <= knownAt))
  return folded(known.filter(({ effectiveFrom }) => effectiveFrom <= at))
}

/** Where a person stands after these events and no others. */
export function folded(events: readonly RecordedEvent[]): Standing {
  const inOrder = events.toSorted((a, b) => a.sequence - b.sequence)
  return withoutMistakenDeaths(inOrder).reduce(after, NOTHING_RECORDED)
}

/** Where a person stands after one more event. */
export function after(standing: Standing, event: RecordedEvent): Standing {
  switch (event.type) {
    case 'consent-given':
    case 'consent-changed':
      return withConsent(standing, {
        ...decided(event),
        state: 'given',
        formId: event.formId,
        choices: event.choices,
        expiresAt: event.expiresAt,
      })
    case 'consent-refused':
      return withConsent(standing, { ...decided(event), state: 'refused', formId: event.formId })
    case 'consent-deferred':
      return withConsent(standing, afterLater(consentTo(standing, event.programmeId), event))
    case 'consent-withdrawn': {
      const formId = consentTo(standing, event.programmeId)?.formId ?? null
      return withConsent(standing, { ...decided(event), state: 'withdrawn', formId, withdrawnTier: event.tier })
    }
    case 'consent-reaffirmed': {
      const consent = consentTo(standing, event.programmeId)
      if (consent?.state !== 'given') return standing
      return withConsent(standing, { ...consent, expiresAt: event.expiresAt, eventId: event.id })
    }
    case 'altruism-preferred':
      return { ...standing, altruism: { mode: event.mode, choices: event.choices, eventId: event.id } }
    case 'use-answered':
      return { ...standing, useAnswers: { ...standing.useAnswers, [event.dataUseId]: event.answer } }
    case 'objected':
      return { ...standing, objectedIn: [...new Set([...standing.objectedIn, event.country])] }
    case 'objection-reversed':
      return { ...standing, objectedIn: standing.objectedIn.filter((country) => country !== event.country) }
    case 'death-reported':
      return afterDeath(standing, event)
    case 'death-taken-back': // what stood before is folded anew: one more event cannot bring it back
      return standing
    case 'enrolment-corrected': // which pseudonyms are hers, and not what she said
      return standing
    default: // 'claim-voided'; and what is not understood may have been meant to take something back
      return afterVoidedClaim(standing)
  }
}

/** *Later* to another version leaves a yes as it is; to the yes's own version, or where there is none, it stands itself. */
function afterLater(
  consent: ConsentStanding | null,
  event: Extract<RecordedEvent, { type: 'consent-deferred' }>,
): ConsentStanding {
  const askAgainOn = event.askAgainOn ?? null
  return staysAfterLater(consent, event.formId)
    ? { ...consent, deferredFormId: event.formId, askAgainOn }
    : { ...decided(event), state: 'deferred', formId: event.formId, askAgainOn }
}

/** Whether this is a yes that a *later* to `formId` leaves as it is. */
export function staysAfterLater(consent: ConsentStanding | null, formId: string): consent is ConsentStanding {
  return consent?.state === 'given' && consent.formId !== formId
}

/** Everything that could permit is void; an objection ends by its own reversal and by nothing else. */
function afterVoidedClaim({ objectedIn }: Standing): Standing {
  return { ...NOTHING_RECORDED, objectedIn }
}

function decided(event: RecordedEvent & { programmeId: string }) {
  return {
    programmeId: event.programmeId,
    choices: null,
    expiresAt: null,
    withdrawnTier: null,
    askAgainOn: null,
    deferredFormId: null,
    decidedAt: event.recordedAt,
    eventId: event.id,
  }
}

function withConsent(standing: Standing, consent: ConsentStanding): Standing {
  return { ...standing, consents: { ...standing.consents, [consent.programmeId]: consent } }
}
