import { formSubmission } from '../domain/form/drafting.ts'
import type { Portal } from '../portal.server.ts'
import { changeFormDraft, type DraftAsked } from './change-form-draft.server.ts'

/** Asks an approver to read a draft. */
export function submitForm(portal: Portal, { languages, ...asked }: DraftAsked & { languages: readonly string[] }) {
  return changeFormDraft(portal, asked, 'submit', (draft, { current }) => formSubmission(draft, { current, languages }))
}
