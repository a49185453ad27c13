import { eventWords, namedEvent } from '#app/i18n/event-words.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { ENDONYMS, isLanguage, type Language } from '#app/i18n/languages.ts'
import type { Translate } from '#app/i18n/translate.ts'
import { whoActed } from '#app/i18n/who-acted.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import type { readReceipt } from '#app/services/read-receipt.server.ts'
import type { Names } from '#app/services/read-subjects.server.ts'

type Entry = NonNullable<Awaited<ReturnType<typeof readReceipt>>>

/** What the receipt's page says around the exact words, for paper. */
export function printedWords(
  t: Translate,
  language: Language,
  { entry, about }: { entry: Entry; about: Names | null },
) {
  const { type, event, recordedAt, by, snapshot } = entry
  const name = about && wordsIn(about, language)?.[0]
  const spoken = snapshot?.language
  return {
    ...eventWords(t, namedEvent(type, event)),
    facts: [
      { term: t('receipt:when'), text: formatDateTime(language, recordedAt) },
      ...(name ? [{ term: t('receipt:about'), text: name }] : []),
      { term: t('receipt:who'), text: whoActed(t, by) },
      ...(isLanguage(spoken) ? [{ term: t('receipt:language'), text: ENDONYMS[spoken] }] : []),
    ],
  }
}
