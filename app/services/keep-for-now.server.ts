import { findVersions } from '#db/queries/reconsent-requests.server.ts'
import { self } from '../domain/access/acting.ts'
import { type KeepingRefusal, keepingForNow } from '../domain/consent/asked-again.ts'
import type { Actor, Snapshot } from '../domain/consent/events.ts'
import type { Day } from '../domain/day.ts'
import { refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { changeSwitch } from './change-switch.server.ts'

/** Records a *later* to the newer version of what she agreed to; what she agreed to stands as it is. */
export function keepForNow(
  portal: Portal,
  asked: {
    contributorId: string
    by?: Actor
    programmeId: string
    formId: string
    snapshot: Snapshot
    askAgainOn: Day | null
  },
) {
  const { contributorId, by = self(contributorId), programmeId, ...keeping } = asked
  return changeSwitch<KeepingRefusal>(portal, { contributorId, by }, async (standing, tx) => {
    const versions = (await findVersions(tx, programmeId)).get(programmeId)
    if (!versions) return refused('nothing-to-keep')
    return keepingForNow(standing, versions, { ...keeping, at: portal.clock.now() })
  })
}
