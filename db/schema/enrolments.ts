import { sql } from 'drizzle-orm'
import { type AnyPgColumn, bigserial, check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant, writtenIn } from './columns.ts'
import { contributors } from './contributors.ts'
import { organisations } from './organisations.ts'

/** Joins a contributor to one hospital's pseudonym. */
export const enrolments = pgTable(
  'enrolments',
  {
    id: uuid().primaryKey(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    pseudonym: text().notNull(),
    contributorId: uuid().references(() => contributors.id),
    language: text().notNull(),
    createdAt: instant().notNull(),
    claimedAt: instant(),
    /** From then on the pseudonym is nobody's and stays so; who went by it goes by the successor's. */
    retiredAt: instant(),
    successorId: uuid().references((): AnyPgColumn => enrolments.id),
  },
  (table) => [
    unique().on(table.organisationId, table.pseudonym),
    index().on(table.contributorId),
    index('enrolments_that_follow').on(table.successorId).where(sql`successor_id is not null`),
    check('enrolments_retired_is_nobodys', sql`${table.retiredAt} is null or ${table.contributorId} is null`),
    check('enrolments_retired_has_successor', sql`(${table.retiredAt} is null) = (${table.successorId} is null)`),
  ],
)

/** Whose a pseudonym was from when on; nobody's where a claim was voided. Append-only, written by the database itself. */
export const claims = pgTable(
  'claims',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    enrolmentId: uuid()
      .notNull()
      .references(() => enrolments.id),
    contributorId: uuid().references(() => contributors.id),
    recordedAt: instant().notNull().default(sql`clock_timestamp()`),
    recordedIn: writtenIn(),
  },
  (table) => [index().on(table.enrolmentId), index().on(table.contributorId)],
)

/** A letter: the selector names the enrolment and proves nothing; the secret and the birth date are kept as hashes. */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid().primaryKey(),
    enrolmentId: uuid()
      .notNull()
      .references(() => enrolments.id),
    selector: text().notNull().unique(),
    secretHash: bytes().notNull(),
    /** Keyed slow hash, deleted once the way back in is set. */
    birthDateHash: text(),
    tries: integer().notNull().default(0),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    claimedBy: uuid(),
    usedAt: instant(),
    voidedAt: instant(),
  },
  (table) => [index().on(table.enrolmentId)],
)
