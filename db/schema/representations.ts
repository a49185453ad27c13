import { date, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Act } from '#app/domain/access/acting.ts'
import { ENDED_BY } from '#app/domain/access/representation.ts'
import { bytes, instant } from './columns.ts'
import { contributors } from './contributors.ts'
import { organisations } from './organisations.ts'
import { staff } from './staff.ts'

/** That one person may act for another; kept when it has ended, because the record names it. */
export const representations = pgTable(
  'representations',
  {
    id: uuid().primaryKey(),
    contributorId: uuid()
      .notNull()
      .references(() => contributors.id),
    representativeId: uuid().references(() => contributors.id),
    /** The hospital that registered it for a minor. */
    registeredBy: uuid().references(() => organisations.id),
    /** The clerk who entered it there, and the other one who confirmed it. */
    enteredBy: uuid().references(() => staff.id),
    confirmedBy: uuid().references(() => staff.id),
    confirmedAt: instant(),
    /** Null is all programmes. */
    programmes: text().array(),
    acts: text().array().$type<Act[]>().notNull(),
    /** In UTC, both included. */
    firstDay: date().notNull(),
    lastDay: date().notNull(),
    /** Names the invitation and proves nothing; the code that goes with it is made anew from the id whenever it is asked for. */
    selector: text().notNull().unique(),
    tries: integer().notNull().default(0),
    invitedUntil: instant().notNull(),
    /** What the contributor calls her representative, sealed with her key. */
    label: bytes(),
    /** What the representative calls the contributor, sealed with the representative's key. */
    calledBack: bytes(),
    createdAt: instant().notNull(),
    acceptedAt: instant(),
    /** When the representative last began to act. */
    lastBegunAt: instant(),
    endedAt: instant(),
    endedBy: text({ enum: ENDED_BY }),
  },
  (table) => [index().on(table.contributorId), index().on(table.representativeId), index().on(table.registeredBy)],
)
