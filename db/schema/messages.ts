import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { MESSAGE_TOPICS, type MessageKind } from '#app/domain/message/topics.ts'
import { bytes, instant } from './columns.ts'
import { contributors } from './contributors.ts'

/** Where a contributor wants to be written to, and about what; the address is sealed with a key made from her own. */
export const mailAddresses = pgTable('mail_addresses', {
  contributorId: uuid()
    .primaryKey()
    .references(() => contributors.id),
  /** Another one for each address: the number that confirms it and the way to end all messages are made from it. */
  addressId: uuid().notNull(),
  sealed: bytes().notNull(),
  kinds: text().array().$type<MessageKind[]>().notNull(),
  endingHash: bytes().notNull().unique(),
  askedAt: instant().notNull(),
  tries: integer().notNull().default(0),
  numbersSent: integer().notNull(),
  numbersSince: instant().notNull(),
  verifiedAt: instant(),
  /** The mailbox itself was refused by its server. */
  undeliverableAt: instant(),
})

/**
 * A message on its way: whom and what about, and neither the address nor a word of it. It names the contributor without a
 * foreign key, which would have whoever writes a message wait for her row while she is changing something.
 */
export const messages = pgTable(
  'messages',
  {
    id: uuid().primaryKey(),
    contributorId: uuid().notNull(),
    topic: text({ enum: MESSAGE_TOPICS }).notNull(),
    /** The removal task that was answered. */
    about: uuid(),
    createdAt: instant().notNull(),
    /** When the worker handed it to its queue. */
    queuedAt: instant(),
    sentAt: instant(),
  },
  (table) => [index().on(table.contributorId), index().on(table.queuedAt, table.createdAt)],
)
