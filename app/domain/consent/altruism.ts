import { dayOf } from '../day.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import { areSameChoices, type Choices } from './choices.ts'
import type { DataUseScope } from './decide.ts'
import type { AltruismMode, ConsentEvent, Snapshot } from './events.ts'
import { permittingProvision, type UseRequest } from './provision.ts'
import type { Standing } from './standing.ts'

/** Standing wishes for uses beyond one programme (DGA Art. 2(16)); an objection must be reversed before they can permit. */
export function altruismPreference(
  standing: Standing,
  { mode, choices, snapshot }: { mode: AltruismMode; choices: Choices; snapshot: Snapshot },
): Decision<ConsentEvent, 'objection-stands' | 'wishes-already-stand'> {
  if (standing.altruism?.mode === mode && areSameChoices(standing.altruism.choices, choices)) {
    return refused('wishes-already-stand')
  }
  if (mode !== 'leave-me-out' && standing.objectedIn.length > 0) return refused('objection-stands')
  return recorded({ type: 'altruism-preferred', mode, choices, snapshot })
}

/** Whether people can answer a data use: a draft is nobody's business yet, and what ended asks nothing any more. */
export function mayBeAnswered({ legalBasis, status }: Pick<DataUseScope, 'legalBasis' | 'status'>): boolean {
  return legalBasis === 'altruism' && (status === 'approved' || status === 'suspended')
}

/** The answer to one data use that asked. */
export function answerToUse(
  standing: Standing,
  { dataUseId, answer, snapshot }: { dataUseId: string; answer: 'yes' | 'no'; snapshot: Snapshot },
): Decision<ConsentEvent, 'objection-stands' | 'altruism-not-chosen' | 'use-already-answered'> {
  if (Object.hasOwn(standing.useAnswers, dataUseId) && standing.useAnswers[dataUseId] === answer) {
    return refused('use-already-answered')
  }
  if (answer === 'yes' && standing.objectedIn.length > 0) return refused('objection-stands')
  if (answer === 'yes' && !standing.altruism) return refused('altruism-not-chosen')
  return recorded({ type: 'use-answered', dataUseId, answer, snapshot })
}

/** What her wishes say to one data use, whatever its scope; what is not understood is a no. */
export function wishFor(
  { altruism, useAnswers }: Standing,
  dataUseId: string,
): 'none' | 'included' | 'asks' | 'declined' {
  if (!altruism) return 'none'
  const answer = Object.hasOwn(useAnswers, dataUseId) ? useAnswers[dataUseId] : undefined
  if (answer !== undefined && answer !== 'yes') return 'declined'
  if (altruism.mode === 'include-me') return 'included'
  if (altruism.mode === 'ask-me') return answer === 'yes' ? 'included' : 'asks'
  return 'declined'
}

/** How a data use meets a person's wishes: she is in it, it asks her, she said no, or it does not match. */
export function matchOf(
  standing: Standing,
  use: UseRequest & { id: string },
  at: Date,
): 'included' | 'asks' | 'declined' | 'no-match' {
  const { altruism } = standing
  if (!altruism || altruism.mode === 'leave-me-out' || standing.objectedIn.length > 0) return 'no-match'
  if (permittingProvision(altruism.choices.provisions, use, dayOf(at)) === null) return 'no-match'
  const wish = wishFor(standing, use.id)
  return wish === 'none' ? 'no-match' : wish
}
