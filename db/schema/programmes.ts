import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { FORM_CHANGES, type FormWords, type Question, type UnderstandingCheck } from '#app/domain/consent/form.ts'
import { instant, writtenIn } from './columns.ts'

/** What people read about a programme, and whom they can ask. */
export type ProgrammeDetails = {
  authority: string
  data_protection_contact: { name: string; email: string; phone: string }
  supervisory_authority: Record<string, { name: string; website: string }>
  controllers: string[]
  countries: string[]
  data_categories: string[]
  names: Record<string, string>
  summaries: Record<string, string>
}

export const programmes = pgTable('programmes', {
  id: text().primaryKey(),
  details: jsonb().$type<ProgrammeDetails>().notNull(),
  tokenDays: integer().notNull(),
  /** Aggregates below this many people are not shown. */
  suppressionThreshold: integer().notNull().default(10),
})

/** Immutable once published (a trigger refuses changes). */
export const formVersions = pgTable('form_versions', {
  id: text().primaryKey(),
  programmeId: text()
    .notNull()
    .references(() => programmes.id),
  version: text().notNull(),
  validYears: integer().notNull(),
  questions: jsonb().$type<Question[]>().notNull(),
  words: jsonb().$type<Record<string, FormWords>>().notNull(),
  follows: text(),
  change: text({ enum: FORM_CHANGES }),
  checks: jsonb().$type<UnderstandingCheck[]>().notNull().default([]),
  /** SHA-256, in hexadecimal, of exactly what each language shows. */
  hashes: jsonb().$type<Record<string, string>>().notNull().default({}),
  /** The member of staff who wrote it and the other one who published it. */
  authoredBy: uuid(),
  publishedBy: uuid(),
  publishedAt: instant().notNull(),
})

/** A form version that its authority took back: its answers no longer count. */
export const supersededForms = pgTable('superseded_forms', {
  formId: text()
    .primaryKey()
    .references(() => formVersions.id),
  at: instant().notNull(),
  recordedIn: writtenIn(),
})
