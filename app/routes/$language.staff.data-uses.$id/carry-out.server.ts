import type { z } from 'zod'
import { LANGUAGES } from '#app/i18n/languages.ts'
import type { Portal } from '#app/portal.server.ts'
import { approveDataUse } from '#app/services/approve-data-use.server.ts'
import type { AskedOfUse } from '#app/services/change-data-use.server.ts'
import { discardDataUse } from '#app/services/discard-data-use.server.ts'
import { editUseWords } from '#app/services/edit-data-use.server.ts'
import { steerDataUse } from '#app/services/steer-data-use.server.ts'
import type { intentSchema } from './schema.ts'

type Wanted = {
  form: z.output<typeof intentSchema>
  /** The language that is written in. */
  language: string
  asked: AskedOfUse
  authenticatedAt: Date
}

/** Does what the form asks for; saving the particulars is told apart before. */
export function carryOut(portal: Portal, { form, language, asked, authenticatedAt }: Wanted) {
  switch (form.intent) {
    case 'write': {
      const words = { title: form.title ?? '', summary: form.summary ?? '' }
      return editUseWords(portal, { ...asked, language, words })
    }
    case 'approve': {
      const password = form.password ?? null
      return approveDataUse(portal, { ...asked, authenticatedAt, password, languages: LANGUAGES })
    }
    case 'discard':
      return discardDataUse(portal, asked)
    case 'suspend':
      return steerDataUse(portal, { ...asked, to: 'suspended' })
    case 'resume':
      return steerDataUse(portal, { ...asked, to: 'approved' })
    default:
      return steerDataUse(portal, { ...asked, to: 'ended' })
  }
}
