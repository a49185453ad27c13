import { findContributor } from '#db/queries/contributors.server.ts'
import { findHistoryRows, findRowsOf, type HistoryRow } from '#db/queries/history.server.ts'
import type { Portal } from '../portal.server.ts'
import { type HistoryEntry, openedEntry } from './read-receipt.server.ts'

/** So many events are on one page: quick to read and to open, for whoever has thousands. */
export const HISTORY_PAGE = 20

/** What was permitted before an event, in the words that were stored then. */
export type Before =
  | { kind: 'nothing' }
  | { kind: 'voided' | 'corrected' }
  | { kind: 'not-opened' }
  | { kind: 'words'; language: string; summary: string[] }

export type HistoryPage = {
  entries: (HistoryEntry & { sequence: number; before: Before })[]
  /** How many events there are in all; they are numbered from one. */
  total: number
}

/**
 * A page of everything recorded for a contributor, newest first, each with what it took the place of. Events are only
 * ever added, so that a number names the same event for ever.
 */
export async function readHistoryPage(
  portal: Portal,
  contributorId: string,
  before: number | null,
): Promise<HistoryPage> {
  return portal.db.as({ subject: contributorId }, async (tx) => {
    const contributor = await findContributor(tx, contributorId)
    const total = contributor?.eventSequence ?? 0
    const rows = await findHistoryRows(tx, contributorId, { before: before ?? total + 1, limit: HISTORY_PAGE })
    const followed = await findRowsOf(tx, contributorId, [...new Set(rows.flatMap(({ follows }) => follows ?? []))])
    const open = (row: HistoryRow | (typeof followed)[number]) =>
      openedEntry(portal, contributor?.wrappedKey ?? null, row)
    const opened = new Map(followed.map((row) => [row.sequence, open(row)]))
    const entries = rows.map((row) => ({
      ...open(row),
      sequence: row.sequence,
      before: beforeOf(row.follows === null ? null : opened.get(row.follows)),
    }))
    return { entries, total }
  })
}

function beforeOf(entry: HistoryEntry | null | undefined): Before {
  if (!entry) return { kind: 'nothing' }
  if (entry.type === 'claim-voided') return { kind: isCorrected(entry) ? 'corrected' : 'voided' }
  if (!entry.snapshot) return { kind: 'not-opened' }
  const { language, summary } = entry.snapshot
  return { kind: 'words', language, summary }
}

/** Whether it was her hospital that found the mistake, and nobody who reported a letter. */
function isCorrected({ event }: HistoryEntry): boolean {
  return event?.type === 'claim-voided' && event.corrected === true
}
