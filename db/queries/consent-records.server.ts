import { and, asc, eq, getTableColumns, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { ConsentState } from '#app/domain/consent/standing.ts'
import type { ConsentRecord } from '#app/domain/fhir/consent-record.ts'
import type { Tx } from '../client.server.ts'
import {
  consents,
  enrolments,
  nodeProgrammes,
  nodes,
  objections,
  programmes,
  supersededForms,
} from '../schema/index.ts'
import { among } from './among.ts'

/** A consent's place in the order that pages follow. */
export type Place = { enrolmentId: string; programmeId: string }

/** Whose consents are asked about: one hospital's own people's, to these programmes. */
export type Asking = { organisationId: string; programmeIds: readonly string[]; states: readonly ConsentState[] }

/** A page of them, after a place and under these names where they are given; in an order that nothing changes. */
export async function findConsentRecords(
  tx: Tx,
  asking: Asking,
  { pseudonyms, after, limit }: { pseudonyms: readonly string[] | null; after: Place | null; limit: number },
): Promise<(ConsentRecord & Place)[]> {
  return records(
    tx,
    asking,
    and(
      pseudonyms === null ? undefined : among(enrolments.pseudonym, pseudonyms, 'text'),
      after === null
        ? undefined
        : sql`(${enrolments.id}, ${consents.programmeId}) > (${after.enrolmentId}::uuid, ${after.programmeId})`,
    ),
    limit,
  )
}

/** The one that is at one of these places, if any is. */
export async function findConsentRecordAt(
  tx: Tx,
  asking: Asking,
  places: readonly Place[],
): Promise<(ConsentRecord & Place) | null> {
  if (places.length === 0) return null
  const isThere = places.map(({ enrolmentId, programmeId }) =>
    and(eq(enrolments.id, enrolmentId), eq(consents.programmeId, programmeId)),
  )
  const [record] = await records(tx, asking, or(...isThere), 1)
  return record ?? null
}

/** Whose enrolment at this hospital is at one of these places. */
export async function findContributorAt(
  tx: Tx,
  organisationId: string,
  places: readonly Place[],
): Promise<string | null> {
  const ids = places.map(({ enrolmentId }) => enrolmentId)
  const [row] = await tx
    .select({ contributorId: enrolments.contributorId })
    .from(enrolments)
    .where(and(eq(enrolments.organisationId, organisationId), among(enrolments.id, ids)))
  return row?.contributorId ?? null
}

async function records(
  tx: Tx,
  { organisationId, programmeIds, states }: Asking,
  which: SQL | undefined,
  limit: number,
) {
  const rows = await tx
    .select({
      enrolmentId: enrolments.id,
      pseudonym: enrolments.pseudonym,
      organisationId: enrolments.organisationId,
      details: programmes.details,
      consent,
      objectedAt,
      supersededAt: supersededForms.at,
    })
    .from(enrolments)
    .innerJoin(consents, eq(consents.contributorId, enrolments.contributorId))
    .innerJoin(programmes, eq(programmes.id, consents.programmeId))
    .leftJoin(supersededForms, eq(supersededForms.formId, consents.formId))
    .where(
      and(
        eq(enrolments.organisationId, organisationId),
        among(consents.programmeId, programmeIds, 'text'),
        inArray(consents.state, [...states]),
        which,
      ),
    )
    .orderBy(asc(enrolments.id), asc(consents.programmeId))
    .limit(limit)
  return rows.map(({ details, ...row }) => ({
    ...row,
    authority: details.authority,
    programmeId: row.consent.programmeId,
  }))
}

const objectedAt = sql<Date | null>`(select min(${objections.objectedAt}) from ${objections}
  where ${objections.contributorId} = ${enrolments.contributorId})`.mapWith(objections.objectedAt)

/** The programmes that a node takes part in. */
export async function findProgrammesOfNode(tx: Tx, nodeId: string): Promise<string[]> {
  return programmesWhere(tx, eq(nodes.id, nodeId))
}

/** The programmes that any node of a hospital takes part in. */
export async function findProgrammesOfHospital(tx: Tx, organisationId: string): Promise<string[]> {
  return programmesWhere(tx, eq(nodes.organisationId, organisationId))
}

async function programmesWhere(tx: Tx, whose: SQL): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: nodeProgrammes.programmeId })
    .from(nodeProgrammes)
    .innerJoin(nodes, eq(nodes.id, nodeProgrammes.nodeId))
    .where(whose)
    .orderBy(asc(nodeProgrammes.programmeId))
  return rows.map(({ id }) => id)
}

const { choicesDigest: _, ...consent } = getTableColumns(consents)
