import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { FORM_CHANGES, type FormWords, type Question, type UnderstandingCheck } from '#app/domain/consent/form.ts'
import { instant } from './columns.ts'
import { programmes } from './programmes.ts'
import { staff } from './staff.ts'

/** What staff are writing; nobody else sees it, and publishing makes a form version of it. */
export const formDrafts = pgTable('form_drafts', {
  id: uuid().primaryKey(),
  programmeId: text()
    .notNull()
    .references(() => programmes.id),
  version: text().notNull(),
  state: text({ enum: ['draft', 'in-review'] }).notNull(),
  revision: integer().notNull(),
  validYears: integer().notNull(),
  questions: jsonb().$type<Question[]>().notNull(),
  checks: jsonb().$type<UnderstandingCheck[]>().notNull(),
  words: jsonb().$type<Record<string, FormWords>>().notNull(),
  follows: text(),
  change: text({ enum: FORM_CHANGES }),
  authoredBy: uuid()
    .notNull()
    .references(() => staff.id),
  editedBy: jsonb().$type<string[]>().notNull(),
  createdAt: instant().notNull(),
})
