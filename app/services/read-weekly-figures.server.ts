import type { Tx } from '#db/client.server.ts'
import { countCampaign, findVersionAt } from '#db/queries/campaign-figures.server.ts'
import {
  countAnswersByHospital,
  countAnswersByLanguage,
  findFigureRows,
  findWeeklyFigures,
  keepWeeklyFigures,
} from '#db/queries/figures.server.ts'
import type { Programme } from '#db/queries/programmes.server.ts'
import type { Day } from '../domain/day.ts'
import { type CampaignFigures, campaignFigures } from '../domain/impact/campaign-figures.ts'
import { mondayOf } from '../domain/impact/week.ts'
import { figureTable, type WeeklyFigures } from '../domain/impact/weekly-figures.ts'
import type { Portal } from '../portal.server.ts'

/** A programme's figures as of the last Monday, suppressed; taken at the first look and then the same all week. */
export async function readWeeklyFigures(
  { db, clock }: Portal,
  programme: Programme,
): Promise<{ week: Day; figures: WeeklyFigures }> {
  const at = clock.now()
  const week = mondayOf(at)
  const figures = await db.as({ task: 'figures' }, async (tx) => {
    const kept = await findWeeklyFigures(tx, programme.id, week)
    return (
      kept ?? keepWeeklyFigures(tx, { programmeId: programme.id, week, figures: await count(tx, programme, week), at })
    )
  })
  return { week, figures }
}

async function count(tx: Tx, programme: Programme, week: Day): Promise<WeeklyFigures> {
  const { id, suppressionThreshold } = programme
  const rows = await findFigureRows(tx, id)
  const byHospital = await countAnswersByHospital(tx, id, week)
  const byLanguage = await countAnswersByLanguage(tx, id, week)
  const languages = [...new Set([...rows.languages, ...byLanguage.map(({ key }) => key)])]
  return {
    byHospital: figureTable(rows.hospitals, byHospital, suppressionThreshold),
    byLanguage: figureTable(languages, byLanguage, suppressionThreshold),
    campaign: await campaignAt(tx, programme, week),
  }
}

async function campaignAt(tx: Tx, programme: Programme, week: Day): Promise<CampaignFigures | null> {
  const newest = await findVersionAt(tx, programme.id, week)
  if (!newest) return null
  const people = await countCampaign(tx, { programmeId: programme.id, formId: newest.id, week })
  return campaignFigures(newest.version, people, programme.suppressionThreshold)
}
