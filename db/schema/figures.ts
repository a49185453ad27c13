import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { UseFigures } from '#app/domain/data-use/use-figures.ts'
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

/** How many people each data use meets, already suppressed: taken once a week for all of them together, so that neither two looks nor two uses can be compared. */
export const dataUseFigures = pgTable('data_use_figures', {
  /** The Monday of the week in which they were taken. */
  week: text().primaryKey(),
  figures: jsonb().$type<Record<string, UseFigures>>().notNull(),
  takenAt: instant().notNull(),
})
