import { sql } from 'drizzle-orm'
import { date, index, pgTable, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'
import { enrolments } from './enrolments.ts'
import { organisations } from './organisations.ts'
import { staff } from './staff.ts'

/** A death as a hospital reports it: one clerk enters it, another one confirms it, and a mistake is taken back. */
export const deaths = pgTable(
  'deaths',
  {
    id: uuid().primaryKey(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    enrolmentId: uuid()
      .notNull()
      .references(() => enrolments.id),
    diedOn: date().notNull(),
    enteredBy: uuid()
      .notNull()
      .references(() => staff.id),
    enteredAt: instant().notNull(),
    confirmedBy: uuid().references(() => staff.id),
    confirmedAt: instant(),
    takenBackBy: uuid().references(() => staff.id),
    takenBackAt: instant(),
  },
  (table) => [
    uniqueIndex('deaths_standing').on(table.enrolmentId).where(sql`taken_back_at is null`),
    index().on(table.organisationId, table.enteredAt),
  ],
)
