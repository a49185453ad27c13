import { sectionsOf } from '#app/domain/form/form-draft.ts'
import { unreadiness } from '#app/domain/form/form-publication.ts'
import { missingFormWords } from '#app/domain/form/missing-form-words.ts'
import { FALLBACK_LANGUAGE, isLanguage, LANGUAGES, type Language } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import type { FormDesk } from '#app/services/read-form-draft.server.ts'
import { wordsGroups } from './words-fields.ts'

/** A draft as its page shows it: one language written, another one beside it to look at. */
export function draftDesk({ draft, programme, current, may, isOwnWork }: FormDesk, url: URL, language: Language) {
  const { id, revision, state, version, validYears, change, follows, questions, words } = draft
  const writing = languageIn(url, 'words') ?? language
  const beside = languageIn(url, 'beside') ?? (writing === FALLBACK_LANGUAGE ? LANGUAGES[1] : FALLBACK_LANGUAGE)
  const worded = { ...draft, sections: sectionsOf(words) }
  return {
    kind: 'draft' as const,
    id,
    revision,
    state,
    version,
    validYears,
    change,
    follows,
    may,
    isOwnWork,
    writing,
    beside,
    questions,
    sections: worded.sections,
    programme: programmeName(programme, language),
    groups: wordsGroups(words[writing], worded, follows),
    source: wordsGroups(words[beside], worded, follows),
    missing: LANGUAGES.map((code) => ({ code, parts: missingFormWords(draft, code) })),
    fault: unreadiness(draft, current, LANGUAGES),
  }
}

export type DraftDesk = ReturnType<typeof draftDesk>

function languageIn(url: URL, name: string): Language | null {
  const asked = url.searchParams.get(name) ?? undefined
  return isLanguage(asked) ? asked : null
}
