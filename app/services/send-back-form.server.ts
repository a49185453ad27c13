import { formSendingBack } from '../domain/form/drafting.ts'
import type { Portal } from '../portal.server.ts'
import { changeFormDraft, type DraftAsked } from './change-form-draft.server.ts'

/** Gives a draft back to its writers. */
export function sendBackForm(portal: Portal, asked: DraftAsked) {
  return changeFormDraft(portal, asked, 'send-back', formSendingBack)
}
