import { eq, sql } from 'drizzle-orm'
import type { AlikeWishes, UseFigures } from '#app/domain/data-use/use-figures.ts'
import type { Day } from '#app/domain/day.ts'
import type { Tx } from '../client.server.ts'
import { dataUseFigures } from '../schema/index.ts'

export type FiguresOfWeek = Record<string, UseFigures>

/** The figures that were taken for this week, if they were. */
export async function findUseFigures(tx: Tx, week: Day): Promise<FiguresOfWeek | null> {
  const [row] = await tx.select().from(dataUseFigures).where(eq(dataUseFigures.week, week))
  return row?.figures ?? null
}

/** Keeps a week's figures, unless somebody else just did; returns those that are kept. */
export async function keepUseFigures(tx: Tx, week: Day, figures: FiguresOfWeek, takenAt: Date): Promise<FiguresOfWeek> {
  await tx.insert(dataUseFigures).values({ week, figures, takenAt }).onConflictDoNothing()
  return (await findUseFigures(tx, week)) ?? figures
}

export type WishesAt = AlikeWishes & { programmeId: string; dataUseId: string | null }

/**
 * How many people wish alike at the hospitals of each programme, and how many of them answered each data use alike
 * (`dataUseId`); who objects wishes nothing. Counts alone leave the database.
 */
export async function countWishes(tx: Tx): Promise<WishesAt[]> {
  const rows = await tx.execute<{
    programme: string
    data_use: string | null
    mode: AlikeWishes['altruism']['mode']
    choices: AlikeWishes['altruism']['choices']
    answer: 'yes' | 'no' | null
    people: number
  }>(sql`
    with at_hospitals as materialized (
      select distinct node_programmes.programme_id, wish.contributor_id, wish.mode, wish.choices
      from altruism_preferences as wish
      join enrolments on enrolments.contributor_id = wish.contributor_id
      join nodes on nodes.organisation_id = enrolments.organisation_id and nodes.status = 'active'
      join node_programmes on node_programmes.node_id = nodes.id
      where not exists (select from objections where objections.contributor_id = wish.contributor_id)
    )
    select programme_id as programme, null as data_use, mode, choices, null as answer, count(*)::int as people
    from at_hospitals group by programme_id, mode, choices
    union all
    select at_hospitals.programme_id, data_use_id, mode, choices, answer, count(*)::int
    from at_hospitals
    join use_answers on use_answers.contributor_id = at_hospitals.contributor_id
    join data_uses on data_uses.id = use_answers.data_use_id and data_uses.programme_id = at_hospitals.programme_id
    group by 1, 2, 3, 4, 5`)
  return rows.map(({ programme, data_use, mode, choices, answer, people }) => ({
    programmeId: programme,
    dataUseId: data_use,
    altruism: { mode, choices },
    answer,
    people,
  }))
}
