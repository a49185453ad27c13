import { asc, eq } from 'drizzle-orm'
import type { FindingPath } from '#app/domain/consent/finding-path.ts'
import type { Tx } from '../client.server.ts'
import { enrolments, findingPaths, organisations } from '../schema/index.ts'

export type HospitalTelling = { hospital: string; path: FindingPath | null }

/** By which path each hospital of a contributor would tell of what is found by chance. */
export async function findTellingHospitals(tx: Tx, contributorId: string): Promise<HospitalTelling[]> {
  const rows = await tx
    .selectDistinct({
      hospital: organisations.name,
      toPerson: findingPaths.toPerson,
      toDoctor: findingPaths.toDoctor,
    })
    .from(enrolments)
    .innerJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .leftJoin(findingPaths, eq(findingPaths.organisationId, organisations.id))
    .where(eq(enrolments.contributorId, contributorId))
    .orderBy(asc(organisations.name))
  return rows.map(({ hospital, toPerson, toDoctor }) => ({
    hospital,
    path: toPerson && toDoctor ? { toPerson, toDoctor } : null,
  }))
}

export async function findFindingPath(tx: Tx, organisationId: string): Promise<FindingPath | null> {
  const [row] = await tx
    .select({ toPerson: findingPaths.toPerson, toDoctor: findingPaths.toDoctor })
    .from(findingPaths)
    .where(eq(findingPaths.organisationId, organisationId))
  return row ?? null
}

type Said = FindingPath & { saidBy: string; saidAt: Date }

export async function saveFindingPath(tx: Tx, organisationId: string, said: Said): Promise<void> {
  await tx
    .insert(findingPaths)
    .values({ organisationId, ...said })
    .onConflictDoUpdate({ target: findingPaths.organisationId, set: said })
}
