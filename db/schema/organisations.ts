import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { JWK } from 'jose'
import { bytes, instant } from './columns.ts'
import { programmes } from './programmes.ts'

/** A hospital: gives its patients pseudonyms and runs nodes. */
export const organisations = pgTable('organisations', {
  id: uuid().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  country: text().notNull(),
})

export const NODE_STATUSES = ['active', 'suspended', 'decommissioned'] as const

/** A federation node, an OAuth client with keys of its own. */
export const nodes = pgTable('nodes', {
  id: uuid().primaryKey(),
  clientId: text().notNull().unique(),
  organisationId: uuid()
    .notNull()
    .references(() => organisations.id),
  status: text({ enum: NODE_STATUSES }).notNull(),
  jwks: jsonb().$type<{ keys: JWK[] }>().notNull(),
  scopes: text().array().notNull(),
  /** Counts the tokens released to this node; the row lock makes commit order cursor order. */
  tokenCursor: bigint({ mode: 'number' }).notNull().default(0),
  usageSequence: integer().notNull().default(0),
  lastSyncAt: instant(),
})

export const nodeProgrammes = pgTable(
  'node_programmes',
  {
    nodeId: uuid()
      .notNull()
      .references(() => nodes.id),
    programmeId: text()
      .notNull()
      .references(() => programmes.id),
  },
  (table) => [primaryKey({ columns: [table.nodeId, table.programmeId] })],
)

/** An OAuth access token, opaque; the row holds its SHA-256. */
export const accessTokens = pgTable(
  'access_tokens',
  {
    hash: bytes().primaryKey(),
    nodeId: uuid()
      .notNull()
      .references(() => nodes.id),
    scopes: text().array().notNull(),
    expiresAt: instant().notNull(),
  },
  (table) => [index().on(table.expiresAt)],
)

/** Client assertions seen, so that none is accepted twice (RFC 7523 §3). */
export const clientAssertions = pgTable(
  'client_assertions',
  { issuer: text().notNull(), jti: text().notNull(), expiresAt: instant().notNull() },
  (table) => [primaryKey({ columns: [table.issuer, table.jti] }), index().on(table.expiresAt)],
)

/** Answers to replay for an Idempotency-Key; only those that hold no secret and no decision. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    nodeId: uuid().notNull(),
    key: text().notNull(),
    bodyHash: bytes().notNull(),
    status: integer(),
    response: jsonb(),
    createdAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.nodeId, table.key] })],
)
