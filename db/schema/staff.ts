import { sql } from 'drizzle-orm'
import { bigserial, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'
import { organisations } from './organisations.ts'
import { programmes } from './programmes.ts'

export const STAFF_ROLES = ['editor', 'approver', 'auditor', 'clerk', 'operator'] as const

export const staff = pgTable('staff', {
  id: uuid().primaryKey(),
  email: text().notNull().unique(),
  passwordHash: text().notNull(),
  /** Until when a password that an operator handed out can be exchanged for one's own; null once it is one's own. */
  handedOutUntil: instant(),
  tries: integer().notNull().default(0),
  lastTryAt: instant(),
  disabledAt: instant(),
})

/** A role is held for one programme or at one hospital; operators hold theirs for the platform. */
export const staffRoles = pgTable(
  'staff_roles',
  {
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    role: text({ enum: STAFF_ROLES }).notNull(),
    programmeId: text().references(() => programmes.id),
    organisationId: uuid().references(() => organisations.id),
  },
  (table) => [uniqueIndex('staff_roles_once').on(table.staffId, table.role, table.programmeId, table.organisationId)],
)

/** Who did what, for auditors; append-only. */
export const audit = pgTable(
  'audit',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    at: instant().notNull(),
    actorKind: text({ enum: ['contributor', 'node', 'staff', 'system'] }).notNull(),
    actorId: text().notNull(),
    action: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    index().on(table.at),
    index('audit_contributor').on(table.actorId, table.id).where(sql`actor_kind = 'contributor'`),
    index('audit_decision').on(sql`(detail ->> 'decision_id')`).where(sql`action = 'decided'`),
    index('audit_data_use')
      .on(sql`(detail ->> 'data_use')`, table.at)
      .where(sql`action in ('data-use-suspended', 'data-use-resumed', 'data-use-ended')`),
  ],
)
