import { type AnsweringRefusal, answering } from '../consent/answering.ts'
import { areSameChoices, type Choices } from '../consent/choices.ts'
import type { ConsentEvent } from '../consent/events.ts'
import type { Answers, Form } from '../consent/form.ts'
import { objection } from '../consent/objection.ts'
import { type ConsentStanding, consentTo, isYesInForce, NOTHING_RECORDED, type Standing } from '../consent/standing.ts'
import { type Day, dayOf } from '../day.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import { narrowed } from './narrowed.ts'
import type { PaperContent, WayIn } from './paper.ts'

export type EntryRefusal =
  | AnsweringRefusal
  | 'signed-in-future'
  | 'paper-says-later'
  | 'paper-expired'
  | 'permit-needs-paper'
  | 'removal-needs-paper'
  | 'own-choice-stands'

/** What binds at once, if anything, and whether something waits for a second clerk. */
export type OnEntry = { event: ConsentEvent | null; waits: boolean }

type Circumstances = { form: Form | null; wayIn: WayIn; at: Date }

/**
 * What follows when a clerk enters what a person wrote or said: a no, a stop, an objection and whatever narrows a yes bind at once,
 * whichever was said first; what permits waits for a second clerk.
 */
export function entryOf(
  standing: Standing,
  content: PaperContent,
  { form, wayIn, at }: Circumstances,
): Decision<OnEntry, EntryRefusal> {
  const { programmeId, signedOn, snapshot, says } = content
  if (signedOn > dayOf(at)) return refused('signed-in-future')
  if ('withdraws' in says) {
    if (says.withdraws === 'remove' && wayIn === 'phone') return refused('removal-needs-paper')
    // Also where she stopped before: what she signed in between, and what waits, counts no more.
    const event = { type: 'consent-withdrawn', programmeId, tier: 'stop', snapshot } as const
    return recorded({ event, waits: says.withdraws === 'remove' })
  }

  if ('objectsIn' in says) {
    const objected = objection(standing, { country: says.objectsIn, snapshot })
    return recorded({ event: objected.ok ? objected.event : null, waits: false })
  }

  const answered = answeredOn(form, content, says)
  if (!answered.ok) return answered
  switch (answered.event.type) {
    case 'consent-refused':
      return recorded({ event: answered.event, waits: false })
    case 'consent-given':
      return yesOnPaper(consentTo(standing, programmeId), answered.event, { signedOn, wayIn, at })
    default:
      return refused('paper-says-later')
  }
}

/** What the answers come to on the day of the signature, from which a yes counts its years. */
export function answeredOn(
  form: Form | null,
  { signedOn, snapshot }: PaperContent,
  { formId, answers }: { formId: string; answers: Answers },
): Decision<ConsentEvent, AnsweringRefusal> {
  if (!form) return refused('form-changed')
  return answering(NOTHING_RECORDED, form, { formId, answers, snapshot, at: new Date(`${signedOn}T00:00:00Z`) })
}

/** Whether she decided again since the paper was signed, or on that day: then the paper permits nothing. */
export function hasDecidedSince(consent: ConsentStanding | null, signedOn: Day): consent is ConsentStanding {
  return consent !== null && dayOf(consent.decidedAt) >= signedOn
}

type Yes = Extract<ConsentEvent, { choices: Choices; expiresAt: Date; formId: string }>

function yesOnPaper(
  consent: ConsentStanding | null,
  yes: Yes,
  { signedOn, wayIn, at }: { signedOn: Day; wayIn: WayIn; at: Date },
): Decision<OnEntry, EntryRefusal> {
  if (yes.expiresAt <= at) return refused('paper-expired')
  const event = isYesInForce(consent, at) ? narrowing(consent, yes) : null
  const waits = wayIn === 'paper' && !hasDecidedSince(consent, signedOn)
  if (event || waits) return recorded({ event, waits })
  return refused(wayIn === 'phone' ? 'permit-needs-paper' : 'own-choice-stands')
}

/** As much of the yes that stands as the paper leaves, for no longer than either; null where it leaves all of it. */
function narrowing({ formId, choices, expiresAt }: ConsentStanding, yes: Yes): ConsentEvent | null {
  if (!choices || !formId || !expiresAt) return null
  const left = narrowed(choices, yes.choices)
  const until = yes.expiresAt < expiresAt ? yes.expiresAt : expiresAt
  if (areSameChoices(left, choices) && until >= expiresAt) return null
  return { ...yes, type: 'consent-changed', formId, choices: left, expiresAt: until }
}
