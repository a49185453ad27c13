import type { SummaryEdit } from '#app/domain/impact/publication.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'
import type { Portal } from '#app/portal.server.ts'
import type { Asked } from '#app/services/change-summary.server.ts'
import { correctSummary } from '#app/services/correct-summary.server.ts'
import { editSummary } from '#app/services/edit-summary.server.ts'
import { publishSummary } from '#app/services/publish-summary.server.ts'
import { retireSummary } from '#app/services/retire-summary.server.ts'
import { sendBackSummary } from '#app/services/send-back-summary.server.ts'
import { submitSummary } from '#app/services/submit-summary.server.ts'
import type { SummaryForm } from './schema.ts'

type Wanted = {
  form: SummaryForm
  edit: SummaryEdit | null
  asked: Asked
  authenticatedAt: Date
}

/** Does what the form asks for. */
export function carryOut(portal: Portal, { form, edit, asked, authenticatedAt }: Wanted) {
  switch (form.intent) {
    case 'save':
      return edit && editSummary(portal, { ...asked, change: edit })
    case 'correct':
      return edit && correctSummary(portal, { ...asked, change: edit })
    case 'submit':
      return submitSummary(portal, asked)
    case 'send-back':
      return sendBackSummary(portal, asked)
    case 'retire':
      return retireSummary(portal, asked)
    case 'publish':
      return publishSummary(portal, {
        ...asked,
        authenticatedAt,
        password: form.password ?? null,
        languages: LANGUAGES,
        withNotice: form.with_notice === 'yes',
      })
  }
}
