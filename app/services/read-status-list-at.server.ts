import { findStatusList } from '#db/queries/status-lists.server.ts'
import { findFlippedBetween, findPublicationUntil } from '#db/queries/status-publications.server.ts'
import { DAYS_INVALID } from '../domain/token/decoys.ts'
import { emptyStatusList, withInvalid } from '../domain/token/status-list.ts'
import type { Portal } from '../portal.server.ts'

const DAY_MS = 86_400_000

/** How long the book of publications is kept: longer than a year after the last token of a list has run out. */
export const DAYS_KEPT = 400

/** What a list said at a moment, decoys too; null where it was not published then, or that is too long ago to be known. */
export async function readStatusListAt(
  { db, clock }: Portal,
  { listId, at }: { listId: string; at: Date },
): Promise<Uint8Array | null> {
  const daysBefore = (moment: Date, days: number) => new Date(moment.getTime() - days * DAY_MS)
  if (at < daysBefore(clock.now(), DAYS_KEPT - DAYS_INVALID)) return null
  return db.as({ task: 'publish' }, async (tx) => {
    const list = await findStatusList(tx, listId)
    const last = list && (await findPublicationUntil(tx, listId, at))
    if (!last) return null
    const { publishedAt } = last
    const flipped = await findFlippedBetween(tx, listId, daysBefore(publishedAt, DAYS_INVALID), publishedAt)
    return withInvalid(emptyStatusList(list.size), flipped)
  })
}
