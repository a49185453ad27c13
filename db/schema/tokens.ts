import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { JWK } from 'jose'
import { bytes, instant } from './columns.ts'
import { contributors } from './contributors.ts'
import { enrolments } from './enrolments.ts'
import { nodes } from './organisations.ts'

/** Public metadata of the portal's signing keys; private keys are files. */
export const keys = pgTable('keys', {
  kid: text().primaryKey(),
  /** The `typ` of what the key signs (`accord_typ` in the JWKS). */
  purpose: text().notNull(),
  publicJwk: jsonb().$type<JWK>().notNull(),
  activeFrom: instant().notNull(),
  retiredAt: instant(),
  revokedAt: instant(),
})

/**
 * A status list; `revision` counts its changes, `publishedRevision` those that the published token holds, and
 * `version` the publications in which something flipped. A closed list takes no more tokens, a retired one has none left.
 */
export const statusLists = pgTable('status_lists', {
  id: text().primaryKey(),
  size: integer().notNull(),
  revision: bigint({ mode: 'number' }).notNull().default(0),
  publishedRevision: bigint({ mode: 'number' }).notNull().default(-1),
  version: bigint({ mode: 'number' }).notNull().default(0),
  jwt: text(),
  publishedAt: instant(),
  closedAt: instant(),
  retiredAt: instant(),
})

/** What became invalid in a publication, decoys too: what a list says is what flipped in the last so many days. */
export const statusPublications = pgTable(
  'status_publications',
  {
    statusListId: text()
      .notNull()
      .references(() => statusLists.id),
    version: bigint({ mode: 'number' }).notNull(),
    publishedAt: instant().notNull(),
    flipped: integer().array().notNull(),
    /** How many of them belong to nobody. */
    decoys: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.statusListId, table.version] }), index().on(table.publishedAt)],
)

/** One row: when the lists next flip entries of which none is anybody's. */
export const statusCover = pgTable('status_cover', {
  id: boolean().primaryKey().default(true),
  dueAt: instant().notNull(),
})

export const TOKEN_STATES = ['planned', 'issued', 'revoked', 'expired'] as const

export const consentTokens = pgTable(
  'consent_tokens',
  {
    jti: uuid().primaryKey(),
    enrolmentId: uuid()
      .notNull()
      .references(() => enrolments.id),
    contributorId: uuid()
      .notNull()
      .references(() => contributors.id),
    nodeId: uuid()
      .notNull()
      .references(() => nodes.id),
    basis: text({ enum: ['consent', 'altruism'] }).notNull(),
    /** The programme (basis consent) or the data use (basis altruism). */
    target: text().notNull(),
    /** SHA-256 of the consent claim: a token lives on while the claim it carries is unchanged. */
    claimHash: bytes().notNull(),
    statusListId: text()
      .notNull()
      .references(() => statusLists.id),
    statusIndex: integer().notNull(),
    state: text({ enum: TOKEN_STATES }).notNull(),
    plannedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    cursor: bigint({ mode: 'number' }),
    compact: text(),
    /** The key that signed it. */
    kid: text(),
  },
  (table) => [
    unique().on(table.statusListId, table.statusIndex),
    uniqueIndex('consent_tokens_one_live')
      .on(table.enrolmentId, table.nodeId, table.basis, table.target)
      .where(sql`state in ('planned', 'issued')`),
    index().on(table.contributorId),
    index().on(table.nodeId, table.cursor),
    index('consent_tokens_live_by_target').on(table.target).where(sql`state in ('planned', 'issued')`),
    index('consent_tokens_live_by_key').on(table.kid).where(sql`state in ('planned', 'issued')`),
    index('consent_tokens_revoked').on(table.statusListId, table.expiresAt).where(sql`revoked_at is not null`),
    index('consent_tokens_planned').on(table.plannedAt).where(sql`state = 'planned'`),
  ],
)

/** What others are to be told, written in the transaction of what happened. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    eventId: uuid().notNull().unique().defaultRandom(),
    type: text().notNull(),
    organisationId: uuid(),
    nodeId: uuid(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: instant().notNull(),
    deliveredAt: instant(),
  },
  (table) => [index().on(table.organisationId, table.id), index().on(table.nodeId, table.id)],
)
