import { sql } from 'drizzle-orm'
import { bigserial, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant } from './columns.ts'
import { nodes } from './organisations.ts'
import { outbox } from './tokens.ts'

/** What a node asked for besides polling (OpenID SSF 1.0 §8.1.1); one a node. */
export const eventStreams = pgTable('event_streams', {
  id: uuid().primaryKey(),
  nodeId: uuid()
    .notNull()
    .unique()
    .references(() => nodes.id),
  method: text({ enum: ['poll', 'push'] }).notNull(),
  endpointUrl: text(),
  /** The `Authorization` header that the endpoint expects, sealed. */
  authorization: bytes(),
  eventsRequested: text().array().notNull(),
  description: text(),
  /** `paused`: everything is kept and nothing is sent until it is enabled again (SSF 1.0 §8.1.2). */
  status: text({ enum: ['enabled', 'paused'] })
    .notNull()
    .default('enabled'),
  statusReason: text(),
  createdAt: instant().notNull(),
  verifiedAt: instant(),
})

/** One event on its way to one node, and the receipt once the node has it. */
export const eventDeliveries = pgTable(
  'event_deliveries',
  {
    jti: uuid().primaryKey(),
    /** Counts on; events about one subject are written one after another, so this is their order. */
    position: bigserial({ mode: 'number' }).notNull(),
    eventId: uuid()
      .notNull()
      .references(() => outbox.eventId),
    nodeId: uuid()
      .notNull()
      .references(() => nodes.id),
    type: text().notNull(),
    /** The consent token that it is about. */
    tokenJti: uuid(),
    createdAt: instant().notNull(),
    sentAt: instant(),
    acknowledgedAt: instant(),
    /** The node said that it cannot use this event, and how (RFC 8935 §2.4). */
    refusedAt: instant(),
    error: jsonb().$type<{ err: string; description?: string }>(),
    /** Pushes that failed; after the last one it is a dead letter, which can still be polled. */
    tries: integer().notNull().default(0),
    nextTryAt: instant(),
    deadAt: instant(),
  },
  (table) => [
    unique().on(table.nodeId, table.eventId),
    index('event_deliveries_pending')
      .on(table.nodeId, table.position)
      .where(sql`acknowledged_at is null and refused_at is null`),
    index('event_deliveries_dead').on(table.createdAt).where(sql`dead_at is not null or refused_at is not null`),
    index().on(table.tokenJti),
  ],
)
