import { and, eq, notInArray } from 'drizzle-orm'
import { NOTHING_RECORDED, type Standing } from '#app/domain/consent/standing.ts'
import type { Tx } from '../client.server.ts'
import { altruismPreferences, consents, objections, useAnswers } from '../schema/index.ts'
import { among } from './among.ts'

/** Where these contributors stand now, four indexed queries for any number of them. */
export async function findStandings(tx: Tx, contributorIds: readonly string[]): Promise<Map<string, Standing>> {
  const ids = [...contributorIds]
  const standings = new Map<string, Standing>(ids.map((id) => [id, NOTHING_RECORDED]))
  if (ids.length === 0) return standings

  for (const { contributorId, choicesDigest: _, ...row } of await tx
    .select()
    .from(consents)
    .where(among(consents.contributorId, ids))) {
    amend(standings, contributorId, (was) => ({ consents: { ...was.consents, [row.programmeId]: row } }))
  }
  for (const { contributorId, choicesDigest: _, ...row } of await tx
    .select()
    .from(altruismPreferences)
    .where(among(altruismPreferences.contributorId, ids))) {
    amend(standings, contributorId, () => ({ altruism: row }))
  }
  for (const row of await tx.select().from(useAnswers).where(among(useAnswers.contributorId, ids))) {
    amend(standings, row.contributorId, (was) => ({ useAnswers: { ...was.useAnswers, [row.dataUseId]: row.answer } }))
  }
  for (const row of await tx.select().from(objections).where(among(objections.contributorId, ids))) {
    amend(standings, row.contributorId, (was) => ({ objectedIn: [...was.objectedIn, row.country] }))
  }
  return standings
}

function amend(standings: Map<string, Standing>, id: string, change: (was: Standing) => Partial<Standing>): void {
  const was = standings.get(id) ?? NOTHING_RECORDED
  standings.set(id, { ...was, ...change(was) })
}

export async function findStanding(tx: Tx, contributorId: string): Promise<Standing> {
  return (await findStandings(tx, [contributorId])).get(contributorId) ?? NOTHING_RECORDED
}

/** Makes the rows say what the standing says; the contributor's row must be locked. */
export async function saveStanding(tx: Tx, contributorId: string, standing: Standing, at: Date): Promise<void> {
  await saveConsents(tx, contributorId, standing)
  await saveAltruism(tx, contributorId, standing)
  await saveUseAnswers(tx, contributorId, standing)
  await saveObjections(tx, contributorId, standing, at)
}

async function saveConsents(tx: Tx, contributorId: string, standing: Standing): Promise<void> {
  const kept = Object.keys(standing.consents)
  await tx
    .delete(consents)
    .where(and(eq(consents.contributorId, contributorId), notInArray(consents.programmeId, ['', ...kept])))
  for (const consent of Object.values(standing.consents)) {
    await tx
      .insert(consents)
      .values({ contributorId, ...consent })
      .onConflictDoUpdate({ target: [consents.contributorId, consents.programmeId], set: consent })
  }
}

async function saveAltruism(tx: Tx, contributorId: string, { altruism }: Standing): Promise<void> {
  if (!altruism) {
    await tx.delete(altruismPreferences).where(eq(altruismPreferences.contributorId, contributorId))
    return
  }
  await tx
    .insert(altruismPreferences)
    .values({ contributorId, ...altruism })
    .onConflictDoUpdate({ target: altruismPreferences.contributorId, set: altruism })
}

async function saveUseAnswers(tx: Tx, contributorId: string, standing: Standing): Promise<void> {
  const kept = Object.keys(standing.useAnswers)
  await tx
    .delete(useAnswers)
    .where(and(eq(useAnswers.contributorId, contributorId), notInArray(useAnswers.dataUseId, ['', ...kept])))
  for (const [dataUseId, answer] of Object.entries(standing.useAnswers)) {
    await tx
      .insert(useAnswers)
      .values({ contributorId, dataUseId, answer })
      .onConflictDoUpdate({ target: [useAnswers.contributorId, useAnswers.dataUseId], set: { answer } })
  }
}

async function saveObjections(tx: Tx, contributorId: string, standing: Standing, at: Date): Promise<void> {
  await tx
    .delete(objections)
    .where(
      and(eq(objections.contributorId, contributorId), notInArray(objections.country, ['', ...standing.objectedIn])),
    )
  for (const country of standing.objectedIn) {
    await tx.insert(objections).values({ contributorId, country, objectedAt: at }).onConflictDoNothing()
  }
}
