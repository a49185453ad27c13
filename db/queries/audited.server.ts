import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { ClaimRecord } from '#app/domain/access/claim-then.ts'
import { STATUS_CHANGES, type StatusChange } from '#app/domain/operation/data-use-status-then.ts'
import type { Tx } from '../client.server.ts'
import {
  audit,
  claims,
  dataUses,
  enrolments,
  formVersions,
  nodeProgrammes,
  nodes,
  organisations,
  supersededForms,
} from '../schema/index.ts'

/** What a decision was about, and whose nodes were given it: enough to say who may ask it again. */
export type DecisionPlace = { organisationId: string; programmeId: string | null }

export async function findDecisionPlace(tx: Tx, decisionId: string): Promise<DecisionPlace | null> {
  const [row] = await tx
    .select({
      organisationId: nodes.organisationId,
      programmeId: sql<string | null>`coalesce(${audit.detail} ->> 'programme', ${dataUses.programmeId})`,
    })
    .from(audit)
    .innerJoin(nodes, eq(nodes.clientId, audit.actorId))
    .leftJoin(dataUses, sql`${dataUses.id} = ${audit.detail} ->> 'data_use'`)
    .where(
      and(
        eq(audit.actorKind, 'node'),
        sql`${audit.action} = 'decided'`,
        sql`${audit.detail} ->> 'decision_id' = ${decisionId}`,
      ),
    )
  return row ?? null
}

/** The hospitals whose nodes take part in any of these programmes. */
export async function findHospitalsOfProgrammes(
  tx: Tx,
  programmeIds: readonly string[],
): Promise<{ id: string; name: string; programmeId: string }[]> {
  return tx
    .selectDistinct({ id: organisations.id, name: organisations.name, programmeId: nodeProgrammes.programmeId })
    .from(nodeProgrammes)
    .innerJoin(nodes, eq(nodes.id, nodeProgrammes.nodeId))
    .innerJoin(organisations, eq(organisations.id, nodes.organisationId))
    .where(inArray(nodeProgrammes.programmeId, [...programmeIds]))
    .orderBy(asc(organisations.name))
}

/** The data uses for altruism of these programmes, whatever became of them. */
export async function findAltruismUsesOf(tx: Tx, programmeIds: readonly string[]) {
  return tx
    .select()
    .from(dataUses)
    .where(and(eq(dataUses.legalBasis, 'altruism'), inArray(dataUses.programmeId, [...programmeIds])))
    .orderBy(desc(dataUses.startsAt))
}

/** Whose one pseudonym became and when, oldest first, as the portal knew at `knownAt`. */
export async function findClaimsKnown(
  tx: Tx,
  { organisationId, pseudonym }: { organisationId: string; pseudonym: string },
  knownAt: Date,
): Promise<ClaimRecord[]> {
  return tx
    .select({
      enrolmentId: claims.enrolmentId,
      followedBy,
      contributorId: claims.contributorId,
      recordedAt: claims.recordedAt,
    })
    .from(enrolments)
    .innerJoin(claims, eq(claims.enrolmentId, enrolments.id))
    .where(
      and(
        eq(enrolments.organisationId, organisationId),
        eq(enrolments.pseudonym, pseudonym),
        lte(claims.recordedAt, knownAt),
      ),
    )
    .orderBy(asc(claims.id))
}

const followedBy = sql<string[]>`array(
  with recursive following as (
    select ${enrolments.successorId} as id
    union all
    select (select later.successor_id from enrolments as later where later.id = following.id)
    from following where following.id is not null)
  select id from following where id is not null)`

/** What was ever done to an approved data use, oldest first. */
export async function findStatusChanges(tx: Tx, dataUseId: string): Promise<StatusChange[]> {
  const rows = await tx
    .select({ action: audit.action, at: audit.at })
    .from(audit)
    .where(
      and(
        sql`${audit.action} in (${sql.raw(STATUS_CHANGES.map((action) => `'${action}'`).join(', '))})`,
        sql`${audit.detail} ->> 'data_use' = ${dataUseId}`,
      ),
    )
    .orderBy(asc(audit.at), asc(audit.id))
  return rows as StatusChange[]
}

/** The forms that had been taken back by `at`. */
export async function findSupersededBy(tx: Tx, at: Date): Promise<Set<string>> {
  const rows = await tx
    .select({ formId: supersededForms.formId })
    .from(supersededForms)
    .where(lte(supersededForms.at, at))
  return new Set(rows.map(({ formId }) => formId))
}

/** SHA-256 of exactly what a form shows in one language; null where it was published before hashes were kept. */
export async function findFormHash(tx: Tx, formId: string, language: string): Promise<string | null> {
  const [row] = await tx.select({ hashes: formVersions.hashes }).from(formVersions).where(eq(formVersions.id, formId))
  return row && Object.hasOwn(row.hashes, language) ? (row.hashes[language] ?? null) : null
}
