import { type AnyColumn, and, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Choices } from '#app/domain/consent/choices.ts'
import { NOTHING_RECORDED, type Standing } from '#app/domain/consent/standing.ts'
import type { Tx } from '../client.server.ts'
import { altruismPreferences, consents, enrolments, useAnswers } from '../schema/index.ts'
import { among } from './among.ts'

/** Whose standings are asked: one hospital's own pseudonyms, any number of them. */
export type Subjects = { organisationId: string; pseudonyms: readonly string[] }

/** By pseudonym; `superseded` are the forms among theirs that were taken back. Who never decided is absent. */
export type StandingsOfSubjects = { standings: Map<string, Standing>; superseded: ReadonlySet<string> }

/** Where these people stand with one programme: one query, however many they are. */
export async function findStandingsWithProgramme(
  tx: Tx,
  subjects: Subjects,
  programmeId: string,
): Promise<StandingsOfSubjects> {
  await joinByHash(tx)
  const rows = await tx
    .select({ pseudonym: enrolments.pseudonym, consent, choices: asText(consents.choices), objectedIn, isSuperseded })
    .from(enrolments)
    .innerJoin(
      consents,
      and(eq(consents.contributorId, enrolments.contributorId), eq(consents.programmeId, programmeId)),
    )
    .where(are(subjects))
  const read = choicesReader()
  return {
    standings: new Map(
      rows.map(({ pseudonym, consent, choices, objectedIn }) => [
        pseudonym,
        { ...NOTHING_RECORDED, consents: { [programmeId]: { ...consent, choices: read(choices) } }, objectedIn },
      ]),
    ),
    superseded: new Set(rows.flatMap(({ consent, isSuperseded }) => (isSuperseded ? (consent.formId ?? []) : []))),
  }
}

/** Where these people stand with one data use by altruism: one query, however many they are. */
export async function findStandingsWithDataUse(
  tx: Tx,
  subjects: Subjects,
  dataUseId: string,
): Promise<StandingsOfSubjects> {
  await joinByHash(tx)
  const rows = await tx
    .select({ pseudonym: enrolments.pseudonym, altruism: altruismPreferences, answer: useAnswers.answer, objectedIn })
    .from(enrolments)
    .innerJoin(altruismPreferences, eq(altruismPreferences.contributorId, enrolments.contributorId))
    .leftJoin(
      useAnswers,
      and(eq(useAnswers.contributorId, enrolments.contributorId), eq(useAnswers.dataUseId, dataUseId)),
    )
    .where(are(subjects))
  return {
    standings: new Map(
      rows.map(({ pseudonym, altruism, answer, objectedIn }) => [
        pseudonym,
        { ...NOTHING_RECORDED, altruism, useAnswers: answer ? { [dataUseId]: answer } : {}, objectedIn },
      ]),
    ),
    superseded: new Set(),
  }
}

/** Until PostgreSQL has counted a hospital's new people it expects a handful, and would compare each with each. */
async function joinByHash(tx: Tx): Promise<void> {
  await tx.execute(sql`select set_config('enable_nestloop', 'off', true)`)
}

function are({ organisationId, pseudonyms }: Subjects): SQL | undefined {
  return and(eq(enrolments.organisationId, organisationId), among(enrolments.pseudonym, pseudonyms, 'text'))
}

/** Many people made the same choices: each text is parsed once. */
function choicesReader(): (text: string | null) => Choices | null {
  const read = new Map<string, Choices>()
  return (text) => {
    if (text === null) return null
    const choices = read.get(text) ?? (JSON.parse(text) as Choices)
    read.set(text, choices)
    return choices
  }
}

function asText(column: AnyColumn) {
  return sql<string | null>`${column}::text`
}

const { choices: _, contributorId: __, ...consent } = getTableColumns(consents)

const objectedIn = sql<
  string[]
>`array(select country from objections where objections.contributor_id = ${enrolments.contributorId})`

const isSuperseded = sql<boolean>`exists (select from superseded_forms where superseded_forms.form_id = ${consents.formId})`
