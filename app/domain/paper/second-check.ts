import type { ConsentEvent, Snapshot } from '../consent/events.ts'
import type { Form } from '../consent/form.ts'
import { consentTo, type Standing } from '../consent/standing.ts'
import { withdrawal } from '../consent/withdrawal.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import { answeredOn, hasDecidedSince } from './entry.ts'
import type { PaperContent, PaperQuality } from './paper.ts'

export type CheckRefusal = 'paper-already-checked' | 'second-person-needed' | 'own-choice-stands' | 'paper-expired'

export type EnteredPaper = {
  enteredBy: string
  quality: PaperQuality
  waits: boolean
  boundEventId: string | null
  permitEventId: string | null
  content: PaperContent
}

/** What a second clerk who finds the paper as it was entered adds to the record; null where it bound already. */
export function foundCorrect(
  standing: Standing,
  paper: EnteredPaper,
  { form, clerk, at }: { form: Form | null; clerk: string; at: Date },
): Decision<ConsentEvent | null, CheckRefusal> {
  if (paper.quality !== 'not-checked') return refused('paper-already-checked')
  if (paper.enteredBy === clerk) return refused('second-person-needed')
  if (!paper.waits) return recorded(null)

  const { programmeId, snapshot, says, signedOn } = paper.content
  if ('withdraws' in says) {
    if (consentTo(standing, programmeId)?.state === 'given') return refused('own-choice-stands')
    const further = withdrawal(standing, { programmeId, tier: says.withdraws, snapshot })
    return recorded(further.ok ? further.event : null)
  }
  if ('objectsIn' in says) return recorded(null)
  const consent = consentTo(standing, programmeId)
  const isByThis = consent !== null && consent.eventId === paper.boundEventId
  if (standing.objectedIn.length > 0 || (!isByThis && hasDecidedSince(consent, signedOn))) {
    return refused('own-choice-stands')
  }
  const answered = answeredOn(form, paper.content, says)
  if (!answered.ok || answered.event.type !== 'consent-given') return refused('own-choice-stands')
  if (answered.event.expiresAt <= at) return refused('paper-expired')
  return recorded({ ...answered.event, type: consent?.state === 'given' ? 'consent-changed' : 'consent-given' })
}

/**
 * What a paper that is not as it was entered takes back: the yes that stands by it, also where other papers narrowed that
 * yes meanwhile, and nothing else. Whatever the paper denied stays denied.
 */
export function foundIncorrect(
  standing: Standing,
  paper: Pick<EnteredPaper, 'quality' | 'permitEventId'> & { content: Pick<PaperContent, 'programmeId'> },
  { snapshot, yesBehind }: { snapshot: Snapshot; yesBehind: string | null },
): Decision<ConsentEvent | null, CheckRefusal> {
  if (paper.quality === 'incorrect') return refused('paper-already-checked')
  const { programmeId } = paper.content
  const isGiven = consentTo(standing, programmeId)?.state === 'given'
  const standsByThis = isGiven && paper.permitEventId !== null && paper.permitEventId === yesBehind
  return recorded(standsByThis ? { type: 'consent-withdrawn', programmeId, tier: 'stop', snapshot } : null)
}
