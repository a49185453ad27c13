import { and, eq, gt, min, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { NOTHING_RECORDED, type Standing } from '#app/domain/consent/standing.ts'
import type { Tx } from '../client.server.ts'
import {
  altruismPreferences,
  consentsOfHospital as consenting,
  consents,
  enrolments,
  objections,
  supersededForms,
  useAnswers,
} from '../schema/index.ts'
import { among } from './among.ts'
import { joiningByHash } from './joining-by-hash.server.ts'

/** Whose standings are asked: one hospital's own pseudonyms, any number of them. */
export type Subjects = { organisationId: string; pseudonyms: readonly string[] }

/** People who stand alike, as far as a decision at one moment can tell: the standing of one of them speaks for all. */
export type Alike = { people: number; pseudonyms(): string[]; standing: Standing; superseded: ReadonlySet<string> }

/** Those who consented to a programme, neither let it lapse nor object: nobody else can be permitted. */
export async function findConsenting(tx: Tx, subjects: Subjects, programmeId: string, at: Date): Promise<Alike[]> {
  const groups = await joiningByHash(tx, () =>
    tx
      .select({ ...together(consenting.pseudonym), firstToExpire: min(consenting.expiresAt) })
      .from(consenting)
      .where(
        and(
          eq(consenting.organisationId, subjects.organisationId),
          among(consenting.pseudonym, subjects.pseudonyms, 'text'),
          eq(consenting.programmeId, programmeId),
          eq(consenting.state, 'given'),
          gt(consenting.expiresAt, at),
          eq(consenting.objected, false),
        ),
      )
      .groupBy(consenting.formId, consenting.choicesDigest),
  )
  const rows = await tx
    .select({ one: enrolments.pseudonym, consent: consents, isSuperseded })
    .from(enrolments)
    .innerJoin(consents, eq(consents.contributorId, enrolments.contributorId))
    .where(and(are(subjects.organisationId, groups), eq(consents.programmeId, programmeId)))
  return withPseudonyms(groups, rows, ({ consent, isSuperseded }, { firstToExpire }) => ({
    standing: { ...NOTHING_RECORDED, consents: { [programmeId]: { ...consent, expiresAt: firstToExpire } } },
    superseded: new Set(isSuperseded && consent.formId ? [consent.formId] : []),
  }))
}

/** Those who wished something about uses like this one and do not object: nobody else can be permitted. */
export async function findWishing(tx: Tx, subjects: Subjects, dataUseId: string): Promise<Alike[]> {
  const answered = and(eq(useAnswers.contributorId, enrolments.contributorId), eq(useAnswers.dataUseId, dataUseId))
  const groups = await joiningByHash(tx, () =>
    tx
      .select({ ...together(enrolments.pseudonym), answer: useAnswers.answer })
      .from(enrolments)
      .innerJoin(altruismPreferences, eq(altruismPreferences.contributorId, enrolments.contributorId))
      .leftJoin(useAnswers, answered)
      .where(
        and(
          eq(enrolments.organisationId, subjects.organisationId),
          among(enrolments.pseudonym, subjects.pseudonyms, 'text'),
          doesNotObject,
        ),
      )
      .groupBy(altruismPreferences.mode, altruismPreferences.choicesDigest, useAnswers.answer),
  )
  const rows = await tx
    .select({ one: enrolments.pseudonym, altruism: altruismPreferences })
    .from(enrolments)
    .innerJoin(altruismPreferences, eq(altruismPreferences.contributorId, enrolments.contributorId))
    .where(are(subjects.organisationId, groups))
  return withPseudonyms(groups, rows, ({ altruism }, { answer }) => ({
    standing: { ...NOTHING_RECORDED, altruism, useAnswers: answer ? { [dataUseId]: answer } : {} },
    superseded: new Set<string>(),
  }))
}

type Group = { one: string | null; people: number; pseudonyms: string }

/** A pseudonym holds no space: thousands of them are one text, which is read faster than as many rows. */
function together(pseudonym: PgColumn) {
  return {
    one: sql<string | null>`min(${pseudonym})`,
    people: sql<number>`count(*)::int`,
    pseudonyms: sql<string>`string_agg(${pseudonym}, ' ')`,
  }
}

/** The one of each group whose standing is read. */
function are(organisationId: string, groups: readonly Group[]): SQL | undefined {
  const ones = groups.flatMap(({ one }) => one ?? [])
  return and(eq(enrolments.organisationId, organisationId), among(enrolments.pseudonym, ones, 'text'))
}

function withPseudonyms<G extends Group, Row extends { one: string }>(
  groups: readonly G[],
  rows: readonly Row[],
  standing: (row: Row, group: G) => Pick<Alike, 'standing' | 'superseded'>,
): Alike[] {
  const byOne = new Map(rows.map((row) => [row.one, row]))
  return groups.flatMap((group) => {
    const row = byOne.get(group.one ?? '')
    const { people, pseudonyms } = group
    return row ? [{ people, pseudonyms: () => pseudonyms.split(' '), ...standing(row, group) }] : []
  })
}

const isSuperseded = sql<boolean>`exists (select from ${supersededForms} where ${supersededForms.formId} = ${consents.formId})`

const doesNotObject = sql`not exists (select from ${objections} where ${objections.contributorId} = ${enrolments.contributorId})`
