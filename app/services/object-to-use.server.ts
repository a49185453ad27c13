import type { Snapshot } from '../domain/consent/events.ts'
import { objection, objectionReversal } from '../domain/consent/objection.ts'
import type { Portal } from '../portal.server.ts'
import { changeSwitch, self } from './change-switch.server.ts'

type Objection = { contributorId: string; country: string; snapshot: Snapshot }

/** Records an objection to secondary use and revokes every token of this person. */
export function objectToUse(portal: Portal, { contributorId, ...asked }: Objection) {
  return changeSwitch(portal, { contributorId, by: self(contributorId) }, (standing) => objection(standing, asked))
}

/** Records the explicit reversal of an objection. */
export function reverseObjection(portal: Portal, { contributorId, ...asked }: Objection) {
  return changeSwitch(portal, { contributorId, by: self(contributorId) }, (standing) =>
    objectionReversal(standing, asked),
  )
}
