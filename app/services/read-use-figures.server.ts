import type { Tx } from '#db/client.server.ts'
import { type DataUse, findUsesForPeople } from '#db/queries/data-uses.server.ts'
import { findProgrammes } from '#db/queries/programmes.server.ts'
import {
  countWishes,
  type FiguresOfWeek,
  findUseFigures,
  keepUseFigures,
  type WishesAt,
} from '#db/queries/use-figures.server.ts'
import { type AlikeWishes, figuresOfUse, type UseFigures } from '../domain/data-use/use-figures.ts'
import type { Day } from '../domain/day.ts'
import { mondayOf } from '../domain/impact/week.ts'
import type { Portal } from '../portal.server.ts'

/**
 * How many people an approved data use meets, suppressed: taken for all data uses at the first look of a week and then
 * the same until the next, so that no two looks and no two data uses can be compared. One approved since then has none yet.
 */
export async function readUseFigures(
  { db, clock }: Portal,
  dataUseId: string,
): Promise<{ week: Day; figures: UseFigures | null }> {
  const at = clock.now()
  const week = mondayOf(at)
  const all = await db.as(
    { task: 'figures' },
    async (tx) => (await findUseFigures(tx, week)) ?? keepUseFigures(tx, week, await count(tx, at), at),
  )
  return { week, figures: Object.hasOwn(all, dataUseId) ? (all[dataUseId] ?? null) : null }
}

async function count(tx: Tx, at: Date): Promise<FiguresOfWeek> {
  const wishes = await countWishes(tx)
  const thresholds = new Map(
    (await findProgrammes(tx)).map(({ id, suppressionThreshold }) => [id, suppressionThreshold]),
  )
  const figures: FiguresOfWeek = {}
  for (const use of await findUsesForPeople(tx)) {
    const threshold = thresholds.get(use.programmeId) ?? Number.POSITIVE_INFINITY
    figures[use.id] = figuresOfUse(use, wishesAbout(use, wishes), { at, threshold })
  }
  return figures
}

/** Those who answered this data use as they answered, and the others as they wish. */
function wishesAbout({ id, programmeId }: DataUse, wishes: readonly WishesAt[]): AlikeWishes[] {
  const here = wishes.filter((wish) => wish.programmeId === programmeId)
  const answered = here.filter(({ dataUseId }) => dataUseId === id)
  const silent = here
    .filter(({ dataUseId }) => dataUseId === null)
    .map((all) => ({ ...all, people: all.people - sum(answered.filter((some) => isAlike(some, all))) }))
  return [...answered, ...silent]
}

function isAlike(one: WishesAt, other: WishesAt): boolean {
  return JSON.stringify(one.altruism) === JSON.stringify(other.altruism)
}

function sum(wishes: readonly WishesAt[]): number {
  return wishes.reduce((people, wish) => people + wish.people, 0)
}
