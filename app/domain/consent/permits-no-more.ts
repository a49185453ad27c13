import { areSameChoices } from './choices.ts'
import { type ConsentStanding, consentTo, isYesInForce, type Standing } from './standing.ts'

/**
 * Whether letting `one` speak where `other` spoke permits nothing that `other` had kept back: each of its yeses is one
 * that `other` gave in the same words and for as long, or was never asked about, and no objection of `other`'s is lost.
 */
export function permitsNoMore(one: Standing, other: Standing, at: Date): boolean {
  return (
    other.objectedIn.every((country) => one.objectedIn.includes(country)) &&
    Object.keys(one.consents).every((programmeId) => consentsNoMore(one, other, programmeId, at)) &&
    wishesNoMore(one, other)
  )
}

function consentsNoMore(one: Standing, other: Standing, programmeId: string, at: Date): boolean {
  const yes = consentTo(one, programmeId)
  const theirs = consentTo(other, programmeId)
  if (!isYesInForce(yes, at) || theirs === null) return true
  if (!isYesInForce(theirs, at) || yes.formId !== theirs.formId || endsAfter(yes, theirs)) return false
  return yes.choices !== null && theirs.choices !== null && areSameChoices(yes.choices, theirs.choices)
}

function endsAfter(one: ConsentStanding, other: ConsentStanding): boolean {
  return one.expiresAt !== null && other.expiresAt !== null && one.expiresAt > other.expiresAt
}

function wishesNoMore(one: Standing, other: Standing): boolean {
  const wishes = one.altruism
  if (wishes === null || wishes.mode === 'leave-me-out') return true
  const isKept = ([use, answer]: [string, string]) => answer === 'yes' || answerTo(one, use) === 'no'
  if (!Object.entries(other.useAnswers).every(isKept)) return false
  if (other.altruism === null) return true
  return other.altruism.mode === wishes.mode && areSameChoices(other.altruism.choices, wishes.choices)
}

function answerTo({ useAnswers }: Standing, use: string): 'yes' | 'no' | null {
  return Object.hasOwn(useAnswers, use) ? (useAnswers[use] ?? null) : null
}
