import { self } from '../domain/access/acting.ts'
import type { Actor, Snapshot } from '../domain/consent/events.ts'
import { objection, objectionReversal } from '../domain/consent/objection.ts'
import type { Portal } from '../portal.server.ts'
import { changeSwitch } from './change-switch.server.ts'

type Objection = { contributorId: string; by?: Actor; country: string; snapshot: Snapshot }

/** Records an objection to secondary use and revokes every token of this person. */
export function objectToUse(portal: Portal, { contributorId, by = self(contributorId), ...asked }: Objection) {
  return changeSwitch(portal, { contributorId, by }, (standing) => objection(standing, asked))
}

/** Records the explicit reversal of an objection. */
export function reverseObjection(portal: Portal, { contributorId, by = self(contributorId), ...asked }: Objection) {
  return changeSwitch(portal, { contributorId, by }, (standing) => objectionReversal(standing, asked))
}
