import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { WeeklyFigures } from '#app/domain/impact/weekly-figures.ts'
import { instant } from './columns.ts'
import { programmes } from './programmes.ts'

/** What staff may see of a programme's week, already suppressed: taken once, so that no later look can be compared with it. */
export const weeklyFigures = pgTable(
  'weekly_figures',
  {
    programmeId: text()
      .notNull()
      .references(() => programmes.id),
    /** The Monday at whose first moment (UTC) the figures were true. */
    week: text().notNull(),
    figures: jsonb().$type<WeeklyFigures>().notNull(),
    takenAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.programmeId, table.week] })],
)
