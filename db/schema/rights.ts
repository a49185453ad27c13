import { date, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { DATA_RIGHTS, RIGHT_OUTCOMES } from '#app/domain/right/data-right.ts'
import { bytes, instant } from './columns.ts'
import { contributors } from './contributors.ts'
import { programmes } from './programmes.ts'
import { staff } from './staff.ts'

/** What a contributor asked about her data, by when an answer is due, and the answer; all in words that her key seals. */
export const rightsRequests = pgTable(
  'rights_requests',
  {
    id: uuid().primaryKey(),
    contributorId: uuid()
      .notNull()
      .references(() => contributors.id),
    right: text({ enum: DATA_RIGHTS }).notNull(),
    /** The programme that it is asked of; of the portal itself where there is none. */
    programmeId: text().references(() => programmes.id),
    /** In which she reads the answer. */
    language: text().notNull(),
    sealedWords: bytes(),
    askedAt: instant().notNull(),
    dueOn: date().notNull(),
    outcome: text({ enum: RIGHT_OUTCOMES }),
    sealedAnswer: bytes(),
    answeredAt: instant(),
    /** Nobody where the portal did it at once. */
    answeredBy: uuid().references(() => staff.id),
    /** When she was told that the answer takes two months more; why is sealed. */
    extendedAt: instant(),
    sealedReason: bytes(),
    extendedBy: uuid().references(() => staff.id),
  },
  (table) => [index().on(table.contributorId, table.askedAt), index().on(table.programmeId, table.askedAt)],
)
