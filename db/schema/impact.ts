import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Figure, SummaryWords } from '#app/domain/impact/summary.ts'
import { instant } from './columns.ts'
import { programmes } from './programmes.ts'
import { staff } from './staff.ts'
import { dataUses } from './uses.ts'

export const impactSummaries = pgTable('impact_summaries', {
  id: uuid().primaryKey(),
  slug: text().notNull().unique(),
  programmeId: text()
    .notNull()
    .references(() => programmes.id),
  status: text({ enum: ['draft', 'in-review', 'published', 'retired'] }).notNull(),
  authorId: uuid()
    .notNull()
    .references(() => staff.id),
  publisherId: uuid().references(() => staff.id),
  figure: jsonb().$type<Figure>().notNull(),
  words: jsonb().$type<Record<string, SummaryWords>>().notNull(),
  createdAt: instant().notNull(),
  publishedAt: instant(),
  correctedAt: instant(),
})

export const impactDataUses = pgTable(
  'impact_data_uses',
  {
    summaryId: uuid()
      .notNull()
      .references(() => impactSummaries.id),
    dataUseId: text()
      .notNull()
      .references(() => dataUses.id),
  },
  (table) => [primaryKey({ columns: [table.summaryId, table.dataUseId] })],
)
