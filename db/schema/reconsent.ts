import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { FORM_CHANGES } from '#app/domain/consent/form.ts'
import { instant } from './columns.ts'
import { contributors } from './contributors.ts'
import { formVersions, programmes } from './programmes.ts'

/** Who was told of a newer version of what they agreed to, how often they were reminded, and when they saw it. */
export const reconsentRequests = pgTable(
  'reconsent_requests',
  {
    contributorId: uuid()
      .notNull()
      .references(() => contributors.id),
    /** The newer version. */
    formId: text()
      .notNull()
      .references(() => formVersions.id),
    programmeId: text()
      .notNull()
      .references(() => programmes.id),
    change: text({ enum: FORM_CHANGES }).notNull(),
    toldAt: instant().notNull(),
    reminders: integer().notNull().default(0),
    lastRemindedAt: instant(),
    seenAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.contributorId, table.formId] }), index().on(table.formId, table.toldAt)],
)
