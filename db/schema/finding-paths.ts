import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { PATHS_TO_DOCTOR, PATHS_TO_PERSON } from '#app/domain/consent/finding-path.ts'
import { instant } from './columns.ts'
import { organisations } from './organisations.ts'
import { staff } from './staff.ts'

/** By which path a hospital would tell of what research finds by chance: the person herself, or her doctor. */
export const findingPaths = pgTable('finding_paths', {
  organisationId: uuid()
    .primaryKey()
    .references(() => organisations.id),
  toPerson: text({ enum: PATHS_TO_PERSON }).notNull(),
  toDoctor: text({ enum: PATHS_TO_DOCTOR }).notNull(),
  saidBy: uuid()
    .notNull()
    .references(() => staff.id),
  saidAt: instant().notNull(),
})
