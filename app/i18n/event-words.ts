import type { ConsentEvent } from '#app/domain/consent/events.ts'
import { correctionWords, type NamedCorrection, namedCorrection } from './correction-words.ts'
import type { Translate } from './translate.ts'

type EventWords = { heading: string; follows: string }

/** An event as far as its words depend on it; `event` is null where it cannot be opened. */
export type NamedEvent = { type: ConsentEvent['type']; leavesYes: boolean; correction: NamedCorrection | null }

export function namedEvent(type: ConsentEvent['type'], event: ConsentEvent | null): NamedEvent {
  const leavesYes = event?.type === 'consent-deferred' && !!event.leavesFormId
  return { type, leavesYes, correction: namedCorrection(type, event) }
}

/** The words that an event goes by; a *later* that leaves a yes standing says so, and not that nobody may use anything. */
export function eventWords(t: Translate, { type, leavesYes, correction }: NamedEvent): EventWords {
  if (correction || type === 'enrolment-corrected') return correctionWords(t, correction ?? 'unknown')
  if (type === 'death-reported' || type === 'death-taken-back') {
    return { heading: t(`after-death:event.${type}`), follows: t(`after-death:follows.${type}`) }
  }
  return leavesYes
    ? { heading: t('reconsent:receipt.type'), follows: t('reconsent:receipt.follows') }
    : { heading: t(`receipt:type.${type}`), follows: t(`receipt:follows.${type}`) }
}
