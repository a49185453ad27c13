import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { REMOVAL_HINDRANCES, REMOVAL_OUTCOMES } from '#app/domain/consent/removal.ts'
import { instant } from './columns.ts'
import { contributors } from './contributors.ts'
import { enrolments } from './enrolments.ts'
import { nodes, organisations } from './organisations.ts'
import { programmes } from './programmes.ts'

/** What a hospital was asked to take out of its datasets, and what it answered. */
export const removalTasks = pgTable(
  'removal_tasks',
  {
    id: uuid().primaryKey(),
    contributorId: uuid()
      .notNull()
      .references(() => contributors.id),
    enrolmentId: uuid()
      .notNull()
      .references(() => enrolments.id),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    programmeId: text()
      .notNull()
      .references(() => programmes.id),
    requestedAt: instant().notNull(),
    outcome: text({ enum: REMOVAL_OUTCOMES }),
    hindrance: text({ enum: REMOVAL_HINDRANCES }),
    answeredAt: instant(),
    answeredBy: uuid().references(() => nodes.id),
  },
  (table) => [
    index().on(table.contributorId),
    index('removal_tasks_of_hospital').on(table.organisationId, table.requestedAt, table.id),
  ],
)
