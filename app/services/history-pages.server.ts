import type { Portal } from '../portal.server.ts'
import { type HistoryPage, readHistoryPage } from './read-history-page.server.ts'

/** Everything recorded for a contributor, newest first, read a page at a time while somebody asks for more. */
export async function* historyPages(portal: Portal, contributorId: string): AsyncGenerator<HistoryPage['entries']> {
  let before: number | null = null
  do {
    const { entries }: HistoryPage = await readHistoryPage(portal, contributorId, before)
    yield entries
    before = entries.at(-1)?.sequence ?? 1
  } while (before > 1)
}
