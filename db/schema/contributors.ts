import { boolean, date, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant } from './columns.ts'

/** A person with an account. The row is the lock that every change of a switch and every issue of a token takes first. */
export const contributors = pgTable('contributors', {
  id: uuid().primaryKey(),
  language: text().notNull(),
  createdAt: instant().notNull(),
  closedAt: instant(),
  /** The day on which she died, as a hospital of hers reported it; nobody answers for her from then on. */
  diedOn: date(),
  /** The key of this person's payloads, wrapped by the portal's master key; destroyed when the account is closed. */
  wrappedKey: bytes(),
  eventSequence: integer().notNull().default(0),
  lastEventHash: bytes(),
  lastRecordedAt: instant(),
})

/** The way back in: a personal code (kept as a keyed hash) with a PIN (slow hash). */
export const credentials = pgTable(
  'credentials',
  {
    id: uuid().primaryKey(),
    contributorId: uuid()
      .notNull()
      .references(() => contributors.id),
    lookup: bytes().notNull().unique(),
    pinHash: text().notNull(),
    tries: integer().notNull().default(0),
    lastTryAt: instant(),
    createdAt: instant().notNull(),
    revokedAt: instant(),
  },
  (table) => [index().on(table.contributorId)],
)

/** A signed-in browser; the cookie holds 256 random bits, the row their SHA-256. */
export const sessions = pgTable(
  'sessions',
  {
    idHash: bytes().primaryKey(),
    contributorId: uuid(),
    staffId: uuid(),
    createdAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    authenticatedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    sharedDevice: boolean().notNull().default(false),
    /** The representation by which this person acts for another one at the moment. */
    actingRepresentationId: uuid(),
    /** The hospital whose staff sit with her. */
    assistedBy: uuid(),
    /** The clerk's own session in which those staff let her in; hers ends with it. */
    assistedIn: bytes(),
    /** The personal code to show once, encrypted with the cookie's own secret. */
    shownOnce: bytes(),
  },
  (table) => [index().on(table.contributorId), index().on(table.staffId)],
)
