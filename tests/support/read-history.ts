import type { Portal } from '#app/portal.server.ts'
import { type HistoryPage, readHistoryPage } from '#app/services/read-history-page.server.ts'

/** Everything recorded for a contributor, newest first, through the pages in which she reads it. */
export async function readHistory(portal: Portal, contributorId: string): Promise<HistoryPage['entries']> {
  const read: HistoryPage['entries'] = []
  let before: number | null = null
  do {
    const { entries } = await readHistoryPage(portal, contributorId, before)
    read.push(...entries)
    before = entries.at(-1)?.sequence ?? 1
  } while (before > 1)
  return read
}
