import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { LEGAL_BASES, type UseWords } from '#app/domain/data-use/data-use.ts'
import { DATA_USE_STATUSES } from '#app/domain/operation/data-use-status.ts'
import { instant } from './columns.ts'
import { contributors } from './contributors.ts'
import { enrolments } from './enrolments.ts'
import { nodes } from './organisations.ts'
import { programmes } from './programmes.ts'
import { staff } from './staff.ts'

/** A project: a draft until somebody else approves it, and immutable from then on but for its state (a trigger refuses changes). */
export const dataUses = pgTable('data_uses', {
  id: text().primaryKey(),
  programmeId: text()
    .notNull()
    .references(() => programmes.id),
  legalBasis: text({ enum: LEGAL_BASES }).notNull(),
  status: text({ enum: DATA_USE_STATUSES }).notNull(),
  purpose: text().notNull(),
  recipient: text().notNull(),
  region: text().notNull(),
  data: text().array().notNull(),
  organisation: text().notNull(),
  tool: jsonb().$type<{ name: string; version: string }>().notNull(),
  approvalReference: text().notNull(),
  startsAt: instant().notNull(),
  endsAt: instant().notNull(),
  words: jsonb().$type<Record<string, UseWords>>().notNull(),
  /** Who wrote it and who approved it, another one; unknown for those that came with the programme. */
  authorId: uuid().references(() => staff.id),
  approverId: uuid().references(() => staff.id),
  createdAt: instant(),
  approvedAt: instant(),
  endedAt: instant(),
})

/** What a node says it did; append-only. What does not fit is booked disputed, never dropped. */
export const usageReports = pgTable(
  'usage_reports',
  {
    id: uuid().primaryKey(),
    nodeId: uuid()
      .notNull()
      .references(() => nodes.id),
    jti: text().notNull(),
    sequence: integer().notNull(),
    dataUseId: text().notNull(),
    operation: text().notNull(),
    toolName: text().notNull(),
    toolVersion: text().notNull(),
    outcome: text({ enum: ['used', 'denied'] }).notNull(),
    booking: text({ enum: ['accepted', 'disputed'] }).notNull(),
    dispute: text(),
    unknownSubjects: integer().notNull(),
    at: instant().notNull(),
    receivedAt: instant().notNull(),
    jws: text().notNull(),
  },
  (table) => [
    unique().on(table.nodeId, table.jti),
    unique().on(table.nodeId, table.sequence),
    index().on(table.dataUseId),
  ],
)

/** Whose data a report names; append-only. */
export const usageSubjects = pgTable(
  'usage_subjects',
  {
    reportId: uuid()
      .notNull()
      .references(() => usageReports.id),
    enrolmentId: uuid()
      .notNull()
      .references(() => enrolments.id),
    contributorId: uuid()
      .notNull()
      .references(() => contributors.id),
    covered: boolean().notNull(),
  },
  (table) => [primaryKey({ columns: [table.reportId, table.enrolmentId] }), index().on(table.contributorId)],
)
