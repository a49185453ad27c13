import { fromReportsOn } from './death.ts'
import { type DecisionRequest, decideStanding, type Reason, type SupersededForms } from './decide.ts'
import type { RecordedEvent } from './events.ts'
import type { Provision } from './provision.ts'
import { consentTo, folded, type Standing } from './standing.ts'

/** An event of a person's record, and whether a decision about her had seen it. */
export type WitnessedEvent = RecordedEvent & { wasSeen: boolean }

/** A decision with what it rests on: the provision that permitted, the form and the event that answered. */
export type DecidedAgain = {
  outcome: 'permit' | 'deny'
  reason: Reason
  provision: Provision | null
  formId: string | null
  restsOn: RecordedEvent | null
}

/**
 * The decision of `at` once more, by what it had seen; and, where `knownAt` is later, by what has become known until
 * then about the time before it. It had seen what was committed, which no time of recording tells.
 */
export function decidedAgain(
  record: readonly WitnessedEvent[],
  request: DecisionRequest,
  { at, knownAt, superseded }: { at: Date; knownAt: Date | null; superseded: SupersededForms },
): DecidedAgain {
  const known = record.filter((event) => event.wasSeen || (knownAt !== null && event.recordedAt <= knownAt))
  const events = fromReportsOn(known).filter(({ wasSeen, effectiveFrom }) => wasSeen || effectiveFrom <= at)
  const standing = folded(events)
  const { outcome, reason, provision } = decideStanding(standing, request, { at, superseded })
  return {
    outcome,
    reason,
    provision: provision === null ? null : (provisionsOf(standing, request)[provision] ?? null),
    formId: reason === 'objected' ? null : formOf(standing, request),
    restsOn: events.findLast(isWhat(standing, request, reason)) ?? null,
  }
}

function provisionsOf(standing: Standing, request: DecisionRequest): readonly Provision[] {
  const choices =
    request.legal_basis === 'consent' ? consentTo(standing, request.programme)?.choices : standing.altruism?.choices
  return choices?.provisions ?? []
}

function formOf(standing: Standing, request: DecisionRequest): string | null {
  return request.legal_basis === 'consent' ? (consentTo(standing, request.programme)?.formId ?? null) : null
}

/** Whether an event is the one that answered; of several alike it is the last. */
function isWhat(standing: Standing, request: DecisionRequest, reason: Reason): (event: RecordedEvent) => boolean {
  if (reason === 'objected') return (one) => one.type === 'objected' && standing.objectedIn.includes(one.country)
  if (request.legal_basis === 'consent') {
    const eventId = consentTo(standing, request.programme)?.eventId
    return ({ id }) => id === eventId
  }
  const useId = request.data_use?.id ?? ''
  if (isSettledByAnswer(standing, useId)) return (one) => one.type === 'use-answered' && one.dataUseId === useId
  return ({ id }) => id === standing.altruism?.eventId
}

/** Her answer to the one use settles it where it is a no, or where she had asked to be asked. */
function isSettledByAnswer({ altruism, useAnswers }: Standing, dataUseId: string): boolean {
  if (!Object.hasOwn(useAnswers, dataUseId)) return false
  return useAnswers[dataUseId] !== 'yes' || altruism?.mode === 'ask-me'
}
