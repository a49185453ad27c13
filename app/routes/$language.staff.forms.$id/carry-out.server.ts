import type { Worded } from '#app/domain/form/form-draft.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'
import type { Portal } from '#app/portal.server.ts'
import type { DraftAsked } from '#app/services/change-form-draft.server.ts'
import { discardFormDraft } from '#app/services/discard-form-draft.server.ts'
import { editFormStructure } from '#app/services/edit-form-structure.server.ts'
import { editFormWords } from '#app/services/edit-form-words.server.ts'
import { publishForm } from '#app/services/publish-form.server.ts'
import { sendBackForm } from '#app/services/send-back-form.server.ts'
import { submitForm } from '#app/services/submit-form.server.ts'
import type { SentDraft } from './schema.ts'
import { wordsFrom } from './words-fields.ts'

type Wanted = { sent: SentDraft; worded: Worded; asked: DraftAsked; authenticatedAt: Date }

/** Does what the page asks for. */
export function carryOut(portal: Portal, { sent, worded, asked, authenticatedAt }: Wanted) {
  const languages = LANGUAGES
  switch (sent.intent) {
    case 'words':
      return sent.words && editFormWords(portal, { ...asked, language: sent.words, words: sentWords(sent, worded) })
    case 'terms':
      return editFormStructure(portal, { ...asked, languages, structure: sentTerms(sent) })
    case 'submit':
      return submitForm(portal, { ...asked, languages })
    case 'send-back':
      return sendBackForm(portal, asked)
    case 'discard':
      return discardFormDraft(portal, asked)
    case 'publish':
      return publishForm(portal, { ...asked, languages, authenticatedAt, password: sent.password ?? null })
  }
}

/** A browser ends lines in its own way; what people read, and its hash, must not depend on it. */
function sentWords(sent: SentDraft, worded: Worded) {
  const texts = sent as unknown as Record<string, string | undefined>
  return wordsFrom((name) => (texts[name] ?? '').replace(/\r\n?/g, '\n'), worded)
}

function sentTerms({ version, valid_years, change, sections }: SentDraft) {
  return {
    change: change ?? null,
    sections: sections ?? [],
    ...(version && { version }),
    ...(valid_years && { validYears: Number(valid_years) }),
  }
}
