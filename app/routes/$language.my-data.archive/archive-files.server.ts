import type { i18n as I18n } from 'i18next'
import type { Language } from '#app/i18n/languages.ts'
import { translateInto } from '#app/i18n/translate.ts'
import type { ZippedFile } from '#app/paper/zip.server.ts'
import type { Portal } from '#app/portal.server.ts'
import type { readEverything } from '#app/services/read-everything.server.ts'
import { historyJson } from './history-json.server.ts'
import { historyTable } from './history-table.server.ts'
import { readMe } from './read-me.ts'
import { receiptFiles } from './receipt-files.server.ts'
import { scanFiles } from './scan-files.server.ts'
import { usesTable } from './uses-table.server.ts'

export type ForWhom = { contributorId: string; language: Language }
export type Handing = { portal: Portal; words: I18n }

/** All that a person is given when she asks for everything, file by file (GDPR Art. 15 and 20). */
export async function* archiveFiles(
  { portal, words }: Handing,
  { contributorId, language }: ForWhom,
  everything: Awaited<ReturnType<typeof readEverything>>,
): AsyncGenerator<ZippedFile> {
  const at = portal.clock.now()
  const t = translateInto(language, words)
  const head = { portal: portal.settings.url, made_at: at.toISOString(), language }
  yield { name: 'README.txt', pieces: bytesOf([readMe(t, language, at)]) }
  yield { name: 'everything.json', pieces: bytesOf([`${JSON.stringify({ ...head, ...everything }, null, 2)}\n`]) }
  yield { name: 'history.json', pieces: bytesOf(historyJson(portal, contributorId)) }
  yield { name: 'history.csv', pieces: bytesOf(historyTable(portal, t, { contributorId, language })) }
  yield { name: 'uses.csv', pieces: bytesOf(usesTable(portal, t, { contributorId, language })) }
  yield* receiptFiles({ portal, words }, { contributorId, language })
  yield* scanFiles(portal, contributorId)
}

async function* bytesOf(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text)
}
