import { findAnswerEvent } from '#db/queries/consent-events.server.ts'
import { findDataUse } from '#db/queries/data-uses.server.ts'
import { self } from '../domain/access/acting.ts'
import { altruismPreference, answerToUse, mayBeAnswered } from '../domain/consent/altruism.ts'
import type { Choices } from '../domain/consent/choices.ts'
import type { Actor, AltruismMode, Snapshot } from '../domain/consent/events.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { changeSwitch, type SwitchRefusal } from './change-switch.server.ts'

/** The receipt of what stands now: of this, or of the same that she said before. */
type Said<Refusal extends string> = Promise<Decision<{ id: string }, Refusal>>

/** Records standing wishes for general-interest uses; whoever says the same again gets the receipt of what stands. */
export async function preferAltruism(
  portal: Portal,
  asked: { contributorId: string; by?: Actor; mode: AltruismMode; choices: Choices; snapshot: Snapshot },
): Said<'objection-stands' | SwitchRefusal> {
  const { contributorId, by = self(contributorId), ...preference } = asked
  let stands = ''
  const decision = await changeSwitch(portal, { contributorId, by }, (standing) => {
    stands = standing.altruism?.eventId ?? ''
    return altruismPreference(standing, preference)
  })
  if (decision.ok) return decision
  return decision.refusal === 'wishes-already-stand' ? recorded({ id: stands }) : refused(decision.refusal)
}

/** Records a yes or no to one data use that asked; whoever says the same again gets the receipt of what stands. */
export async function answerUse(
  portal: Portal,
  asked: { contributorId: string; by?: Actor; dataUseId: string; answer: 'yes' | 'no'; snapshot: Snapshot },
): Said<'data-use-not-found' | 'objection-stands' | 'altruism-not-chosen' | SwitchRefusal> {
  const { contributorId, by = self(contributorId), ...answer } = asked
  let stands = ''
  const decision = await changeSwitch<
    'data-use-not-found' | 'objection-stands' | 'altruism-not-chosen' | 'use-already-answered'
  >(portal, { contributorId, by }, async (standing, tx) => {
    const use = await findDataUse(tx, answer.dataUseId)
    if (use === null || !mayBeAnswered(use)) return refused('data-use-not-found')
    stands = (await findAnswerEvent(tx, { contributorId, dataUseId: use.id })) ?? ''
    return answerToUse(standing, answer)
  })
  if (decision.ok) return decision
  return decision.refusal === 'use-already-answered' ? recorded({ id: stands }) : refused(decision.refusal)
}
