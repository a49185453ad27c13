import { findDataUse } from '#db/queries/data-uses.server.ts'
import { altruismPreference, answerToUse } from '../domain/consent/altruism.ts'
import type { Choices } from '../domain/consent/choices.ts'
import type { AltruismMode, Snapshot } from '../domain/consent/events.ts'
import { refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { changeSwitch, self } from './change-switch.server.ts'

/** Records standing wishes for general-interest uses. */
export function preferAltruism(
  portal: Portal,
  asked: { contributorId: string; mode: AltruismMode; choices: Choices; snapshot: Snapshot },
) {
  const { contributorId, ...preference } = asked
  return changeSwitch(portal, { contributorId, by: self(contributorId) }, (standing) =>
    altruismPreference(standing, preference),
  )
}

/** Records a yes or no to one data use that asked. */
export function answerUse(
  portal: Portal,
  asked: { contributorId: string; dataUseId: string; answer: 'yes' | 'no'; snapshot: Snapshot },
) {
  const { contributorId, ...answer } = asked
  return changeSwitch<'data-use-not-found' | 'objection-stands' | 'altruism-not-chosen'>(
    portal,
    { contributorId, by: self(contributorId) },
    async (standing, tx) => {
      const dataUse = await findDataUse(tx, answer.dataUseId)
      return dataUse === null ? refused('data-use-not-found') : answerToUse(standing, answer)
    },
  )
}
