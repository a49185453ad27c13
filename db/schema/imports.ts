import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Answers } from '#app/domain/consent/form.ts'
import { IMPORT_STATES } from '#app/domain/import/import.ts'
import type { ImportProblem } from '#app/domain/import/reading.ts'
import { ROW_HINDRANCES, ROW_STAGES } from '#app/domain/import/row-stage.ts'
import { bytes, instant } from './columns.ts'
import { enrolments } from './enrolments.ts'
import { organisations } from './organisations.ts'
import { formVersions } from './programmes.ts'
import { staff } from './staff.ts'

/** A file of paper consents that a hospital sent: what was wrong with it, and who took it further. */
export const imports = pgTable(
  'imports',
  {
    id: uuid().primaryKey(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    formId: text()
      .notNull()
      .references(() => formVersions.id),
    /** SHA-256 of the file, by which the same one is known again. */
    digest: bytes().notNull(),
    state: text({ enum: IMPORT_STATES }).notNull(),
    /** Whether some of its rows are to be recorded that are not yet. */
    unsettled: boolean().notNull().default(false),
    rows: integer().notNull(),
    goodRows: integer().notNull(),
    /** Where something is wrong and what, without what stands there. */
    problems: jsonb().$type<ImportProblem[]>().notNull(),
    checkedBy: uuid()
      .notNull()
      .references(() => staff.id),
    checkedAt: instant().notNull(),
    enteredBy: uuid().references(() => staff.id),
    enteredAt: instant(),
    decidedBy: uuid().references(() => staff.id),
    decidedAt: instant(),
  },
  (table) => [
    unique().on(table.organisationId, table.digest),
    index().on(table.organisationId, table.checkedAt),
    check('imports_two_people', sql`${table.state} <> 'confirmed' or ${table.decidedBy} <> ${table.enteredBy}`),
  ],
)

/** One paper of such a file; what it says is kept until it is settled, and no longer. */
export const importRows = pgTable(
  'import_rows',
  {
    importId: uuid()
      .notNull()
      .references(() => imports.id),
    row: integer().notNull(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    enrolmentId: uuid()
      .notNull()
      .references(() => enrolments.id),
    signedOn: date().notNull(),
    language: text().notNull(),
    stage: text({ enum: ROW_STAGES }).notNull().default('new'),
    answers: jsonb().$type<Answers>(),
    /** What these answers mean, in the words of the day on which they were entered. */
    summary: jsonb().$type<string[]>(),
    hindrance: text({ enum: ROW_HINDRANCES }),
    /** What bound when the row was entered, and what counted once it was confirmed. */
    boundEventId: uuid(),
    permitEventId: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.row] }),
    index('import_rows_by_stage').on(table.importId, table.stage, table.row),
    index().on(table.enrolmentId),
  ],
)
