import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { Day } from '#app/domain/day.ts'
import type { CampaignCounts } from '#app/domain/impact/campaign-figures.ts'
import type { Tx } from '../client.server.ts'
import { formVersions } from '../schema/index.ts'
import { answersAt, startOf } from './figures.server.ts'

/** The version that people were asked with at the first moment of `week`. */
export async function findVersionAt(
  tx: Tx,
  programmeId: string,
  week: Day,
): Promise<{ id: string; version: string } | null> {
  const [newest] = await tx
    .select({ id: formVersions.id, version: formVersions.version })
    .from(formVersions)
    .where(and(eq(formVersions.programmeId, programmeId), lt(formVersions.publishedAt, new Date(startOf(week)))))
    .orderBy(desc(formVersions.publishedAt))
    .limit(1)
  return newest ?? null
}

/**
 * How those who say yes or no stood with a version at the first moment of `week`: what each was told by then, and what
 * she had answered since. Who stopped, or whose yes is over, is no longer counted; whose yes goes on after her death can
 * answer no more, and is one of those who were not reached.
 */
export async function countCampaign(
  tx: Tx,
  { programmeId, formId, week }: { programmeId: string; formId: string; week: Day },
): Promise<CampaignCounts> {
  const hasDied = sql`'death-reported' = (
    select event.type from consent_events as event
    where event.contributor_id = answers.contributor_id and event.subject = 'death'
      and event.recorded_at < ${startOf(week)}::timestamptz
    order by event.sequence desc limit 1)`
  const rows = await tx.execute<{ stand: keyof CampaignCounts; people: number }>(sql`
    with ${answersAt(programmeId, week)}
    select
      case
        when answer = 'refused' then case change when 'major' then 'no' else 'other-no' end
        when change is null then 'other-yes'
        when change = 'minor' then case when seen_at < ${startOf(week)}::timestamptz or ${said(sql`'consent-given', 'consent-changed'`)} then 'seen' when ${hasDied} then 'other-yes' else 'not-seen' end
        when ${said(sql`'consent-given', 'consent-changed'`)} then 'yes'
        when ${said(sql`'consent-deferred'`)} then 'later'
        when ${hasDied} then 'other-yes'
        else 'not-yet'
      end as stand,
      count(*)::int as people
    from answers
    left join reconsent_requests as request on request.contributor_id = answers.contributor_id
      and request.form_id = ${formId} and told_at < ${startOf(week)}::timestamptz
    where answer in ('given', 'refused')
    group by 1`)

  function said(types: ReturnType<typeof sql>) {
    return sql`exists (
      select 1 from consent_events as event
      where event.contributor_id = answers.contributor_id and event.programme_id = ${programmeId}
        and event.form_id = ${formId} and event.type in (${types}) and event.recorded_at < ${startOf(week)}::timestamptz)`
  }

  return { ...NOBODY, ...Object.fromEntries(rows.map(({ stand, people }) => [stand, people])) }
}

const NOBODY: CampaignCounts = {
  yes: 0,
  no: 0,
  later: 0,
  'not-yet': 0,
  seen: 0,
  'not-seen': 0,
  'other-yes': 0,
  'other-no': 0,
}
