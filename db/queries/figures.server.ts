import { and, eq, sql } from 'drizzle-orm'
import type { Day } from '#app/domain/day.ts'
import type { AnswerCount, WeeklyFigures } from '#app/domain/impact/weekly-figures.ts'
import type { Tx } from '../client.server.ts'
import { formVersions, nodeProgrammes, nodes, organisations, weeklyFigures } from '../schema/index.ts'

/** The figures that were taken for this week, if they were. */
export async function findWeeklyFigures(tx: Tx, programmeId: string, week: Day): Promise<WeeklyFigures | null> {
  const [row] = await tx
    .select({ figures: weeklyFigures.figures })
    .from(weeklyFigures)
    .where(and(eq(weeklyFigures.programmeId, programmeId), eq(weeklyFigures.week, week)))
  return row?.figures ?? null
}

/** Keeps a week's figures, unless somebody else just did; returns those that are kept. */
export async function keepWeeklyFigures(
  tx: Tx,
  { programmeId, week, figures, at }: { programmeId: string; week: Day; figures: WeeklyFigures; at: Date },
): Promise<WeeklyFigures> {
  await tx.insert(weeklyFigures).values({ programmeId, week, figures, takenAt: at }).onConflictDoNothing()
  return (await findWeeklyFigures(tx, programmeId, week)) ?? figures
}

/** How people stood at the first moment of `week`, counted at each hospital; a person at two hospitals counts at both. */
export async function countAnswersByHospital(tx: Tx, programmeId: string, week: Day): Promise<AnswerCount[]> {
  return tx.execute<AnswerCount>(sql`
    with ${answersAt(programmeId, week)}
    select organisations.name as key, answer, count(distinct answers.contributor_id)::int as people
    from answers
    join enrolments on enrolments.contributor_id = answers.contributor_id and enrolments.claimed_at < ${startOf(week)}::timestamptz
    join organisations on organisations.id = enrolments.organisation_id
    where organisations.id in (
      select organisation_id from nodes join node_programmes on node_id = nodes.id where programme_id = ${programmeId})
    group by 1, 2`)
}

/** The same, by the language in which they answered. */
export async function countAnswersByLanguage(tx: Tx, programmeId: string, week: Day): Promise<AnswerCount[]> {
  return tx.execute<AnswerCount>(sql`
    with ${answersAt(programmeId, week)}
    select language as key, answer, count(*)::int as people from answers group by 1, 2`)
}

/**
 * Each person's last word on a programme before `week`, from the record; a voided claim takes back what came before, and a
 * yes that has run out, or ended with a death, is none.
 */
export function answersAt(programmeId: string, week: Day) {
  return sql`
    last_words as (
      select distinct on (contributor_id) contributor_id, id, type, language
      from consent_events as event
      where programme_id = ${programmeId} and type like 'consent-%' and recorded_at < ${startOf(week)}::timestamptz
        and not (type = 'consent-deferred' and ${leavesAYes})
        and not exists (
          select 1 from consent_events as voided
          where voided.contributor_id = event.contributor_id and voided.type = 'claim-voided'
            and voided.sequence > event.sequence and voided.recorded_at < ${startOf(week)}::timestamptz)
      order by contributor_id, sequence desc),
    answers as (
      select contributor_id, language,
        case type when 'consent-refused' then 'refused' when 'consent-withdrawn' then 'withdrawn' else 'given' end as answer
      from last_words
      where type <> 'consent-deferred' and not exists (
        select 1 from consents join consent_events as latest on latest.id = consents.event_id
        where consents.contributor_id = last_words.contributor_id and consents.programme_id = ${programmeId}
          and (latest.id = last_words.id or latest.type = 'death-reported')
          and expires_at <= ${startOf(week)}::timestamptz))`
}

/** A later to a newer version is no last word: the yes before it stands. */
const leavesAYes = sql`coalesce((
  select decided.type in ('consent-given', 'consent-changed') and decided.form_id <> event.form_id
  from consent_events as decided
  where decided.contributor_id = event.contributor_id and decided.programme_id = event.programme_id
    and decided.sequence < event.sequence
    and decided.type in ('consent-given', 'consent-changed', 'consent-refused', 'consent-withdrawn')
  order by decided.sequence desc limit 1), false)`

/** The first moment of a week. */
export function startOf(week: Day): string {
  return `${week}T00:00:00Z`
}

/** The rows that the tables have whether anyone answered there or not: an absent row would be a count of none. */
export async function findFigureRows(
  tx: Tx,
  programmeId: string,
): Promise<{ hospitals: string[]; languages: string[] }> {
  const hospitals = await tx
    .selectDistinct({ name: organisations.name })
    .from(organisations)
    .innerJoin(nodes, eq(nodes.organisationId, organisations.id))
    .innerJoin(nodeProgrammes, eq(nodeProgrammes.nodeId, nodes.id))
    .where(eq(nodeProgrammes.programmeId, programmeId))
    .orderBy(organisations.name)
  const forms = await tx
    .select({ words: formVersions.words })
    .from(formVersions)
    .where(eq(formVersions.programmeId, programmeId))
  return {
    hospitals: hospitals.map(({ name }) => name),
    languages: [...new Set(forms.flatMap(({ words }) => Object.keys(words)))],
  }
}

export type NodeOfProgramme = { name: string; clientId: string; status: string; lastSyncAt: Date | null }

/** The nodes that take part in a programme, and when each last asked for what changed. */
export async function findNodesOfProgramme(tx: Tx, programmeId: string): Promise<NodeOfProgramme[]> {
  return tx
    .select({
      name: organisations.name,
      clientId: nodes.clientId,
      status: nodes.status,
      lastSyncAt: nodes.lastSyncAt,
    })
    .from(nodes)
    .innerJoin(organisations, eq(organisations.id, nodes.organisationId))
    .innerJoin(nodeProgrammes, eq(nodeProgrammes.nodeId, nodes.id))
    .where(eq(nodeProgrammes.programmeId, programmeId))
    .orderBy(organisations.name, nodes.clientId)
}
