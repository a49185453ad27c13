import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { PAPER_QUALITIES, SCAN_TYPES, WAYS_IN } from '#app/domain/paper/paper.ts'
import { bytes, instant } from './columns.ts'
import { contributors } from './contributors.ts'
import { enrolments } from './enrolments.ts'
import { organisations } from './organisations.ts'
import { programmes } from './programmes.ts'
import { staff } from './staff.ts'

/** What a clerk entered from paper or after a call, and what a second clerk said of it. */
export const papers = pgTable(
  'papers',
  {
    id: uuid().primaryKey(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    enrolmentId: uuid()
      .notNull()
      .references(() => enrolments.id),
    contributorId: uuid()
      .notNull()
      .references(() => contributors.id),
    programmeId: text()
      .notNull()
      .references(() => programmes.id),
    wayIn: text({ enum: WAYS_IN }).notNull(),
    /** What it says, sealed with the person's key: it goes when her account is closed. */
    sealed: bytes().notNull(),
    enteredBy: uuid()
      .notNull()
      .references(() => staff.id),
    enteredAt: instant().notNull(),
    quality: text({ enum: PAPER_QUALITIES }).notNull().default('not-checked'),
    checkedBy: uuid().references(() => staff.id),
    checkedAt: instant(),
    /** Whether something in it counts only after the second check. */
    waits: boolean().notNull(),
    /** What bound at the first entry, and what the second check added. */
    boundEventId: uuid(),
    permitEventId: uuid(),
  },
  (table) => [
    index().on(table.contributorId),
    index().on(table.enrolmentId),
    index('papers_of_hospital').on(table.organisationId, table.enteredAt),
    check('papers_two_people', sql`${table.quality} <> 'correct' or ${table.checkedBy} <> ${table.enteredBy}`),
  ],
)

/** The picture of a paper, sealed with a key of its own. */
export const paperScans = pgTable('paper_scans', {
  paperId: uuid()
    .primaryKey()
    .references(() => papers.id, { onDelete: 'cascade' }),
  type: text({ enum: SCAN_TYPES }).notNull(),
  size: integer().notNull(),
  /** The scan's key, wrapped with the person's. */
  wrappedKey: bytes().notNull(),
  sealed: bytes().notNull(),
})
