import { eventWords, namedEvent } from '#app/i18n/event-words.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import type { Translate } from '#app/i18n/translate.ts'
import { whoActed } from '#app/i18n/who-acted.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import type { Portal } from '#app/portal.server.ts'
import { historyPages } from '#app/services/history-pages.server.ts'
import { readSubjects } from '#app/services/read-subjects.server.ts'
import type { ForWhom } from './archive-files.server.ts'
import { tableHead, tableRow } from './table-row.ts'

/** Everything she chose as a table, newest first: when, what, about what, by whom, and what it meant in the words of then. */
export async function* historyTable(
  portal: Portal,
  t: Translate,
  { contributorId, language }: ForWhom,
): AsyncGenerator<string> {
  const heads = [
    t('rights:csv.number'),
    t('receipt:when'),
    t('rights:csv.result'),
    t('receipt:about'),
    t('receipt:who'),
    t('receipt:means'),
  ]
  yield tableHead(heads, language)
  for await (const entries of historyPages(portal, contributorId)) {
    const about = await readSubjects(portal, entries)
    for (const [place, { sequence, recordedAt, type, event, by, snapshot }] of entries.entries()) {
      const cells = [
        String(sequence),
        formatDateTime(language, recordedAt),
        eventWords(t, namedEvent(type, event)).heading,
        wordsIn(about[place] ?? {}, language)?.[0] ?? '',
        whoActed(t, by),
        snapshot?.summary.join(' ') ?? '',
      ]
      yield tableRow(cells, language)
    }
  }
}
