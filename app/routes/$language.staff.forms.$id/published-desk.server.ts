import { LANGUAGES, type Language } from '#app/i18n/languages.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import type { Portal } from '#app/portal.server.ts'
import { readForms } from '#app/services/read-forms.server.ts'

/** A published version as its page shows it; null where this member of staff reads none of this name. */
export async function publishedDesk(
  portal: Portal,
  { staffId, formId }: { staffId: string; formId: string },
  language: Language,
) {
  for (const { programme, versions } of await readForms(portal, staffId)) {
    const found = versions.find(({ id }) => id === formId)
    if (!found) continue
    const { id, version, questions, words, hashes, publishedAt, change } = found
    return {
      kind: 'published' as const,
      id,
      version,
      questions,
      publishedAt,
      change,
      words: wordsIn(words, language)?.[0] ?? null,
      programme: programmeName(programme, language),
      hashes: LANGUAGES.flatMap((code) => (hashes[code] ? [{ code, hash: hashes[code] }] : [])),
    }
  }
  return null
}

export type PublishedDesk = NonNullable<Awaited<ReturnType<typeof publishedDesk>>>
