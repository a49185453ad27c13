import { randomUUID } from 'node:crypto'
import { and, asc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { RemovalStep } from '#app/domain/message/removal-news.ts'
import { KIND_OF, type MessageTopic, type ToldTopic } from '#app/domain/message/topics.ts'
import type { Tx } from '../client.server.ts'
import { contributors, mailAddresses, messages, removalTasks } from '../schema/index.ts'
import type { MailAddress } from './mail-addresses.server.ts'

/**
 * Writes, in the transaction of what it tells of, a message to those of these people who asked for its kind at an
 * address that they confirmed; whoever calls does not learn who they are.
 */
export async function putMessages(
  tx: Tx,
  { people, topic, about = null }: { people: readonly string[]; topic: ToldTopic; about?: string | null },
  at: Date,
): Promise<void> {
  if (people.length === 0) return
  const to = sql`${sql.param(`{${people.join(',')}}`)}::uuid[]`
  await tx.execute(sql`select put_messages(${to}, ${topic}, ${KIND_OF[topic]}, ${about}::uuid, ${at.toISOString()})`)
}

/** Writes the message with the number that confirms an address. */
export async function putAddressNumber(tx: Tx, contributorId: string, at: Date): Promise<void> {
  await tx.insert(messages).values({ id: randomUUID(), contributorId, topic: 'address-number', createdAt: at })
}

/** Some messages that no worker has handed to the queue yet, held still; what another worker holds is left to it. */
export async function holdUnqueued(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(isNull(messages.queuedAt))
    .orderBy(asc(messages.createdAt))
    .limit(limit)
    .for('update', { skipLocked: true })
  return rows.map(({ id }) => id)
}

export async function noteQueued(tx: Tx, ids: readonly string[], queuedAt: Date): Promise<void> {
  if (ids.length > 0)
    await tx
      .update(messages)
      .set({ queuedAt })
      .where(inArray(messages.id, [...ids]))
}

export type UnsentMessage = {
  id: string
  topic: MessageTopic
  about: string | null
  createdAt: Date
  to: (MailAddress & { language: string; wrappedKey: Buffer }) | null
  /** What hospitals were asked together with the one whose answer this is about. */
  removals: RemovalStep[]
}

/** A message that was not sent yet, with the address as it is now. */
export async function findUnsent(tx: Tx, id: string): Promise<UnsentMessage | null> {
  const [row] = await tx
    .select({ message: messages, address: mailAddresses, contributor: contributors })
    .from(messages)
    .leftJoin(mailAddresses, eq(mailAddresses.contributorId, messages.contributorId))
    .leftJoin(contributors, and(eq(contributors.id, messages.contributorId), isNull(contributors.closedAt)))
    .where(and(eq(messages.id, id), isNull(messages.sentAt)))
  if (!row) return null
  const { message, address, contributor } = row
  const { topic, about, createdAt } = message
  const to =
    address && contributor?.wrappedKey
      ? { ...address, language: contributor.language, wrappedKey: contributor.wrappedKey }
      : null
  return { id, topic, about, createdAt, to, removals: about ? await stepsBeside(tx, about) : [] }
}

async function stepsBeside(tx: Tx, taskId: string): Promise<RemovalStep[]> {
  const { id, outcome, answeredAt, contributorId, programmeId, requestedAt } = removalTasks
  const asked = tx
    .select({ contributorId, programmeId, requestedAt })
    .from(removalTasks)
    .where(eq(id, taskId))
    .as('asked')
  return tx
    .select({ id, outcome, answeredAt })
    .from(removalTasks)
    .innerJoin(
      asked,
      and(
        eq(contributorId, asked.contributorId),
        eq(programmeId, asked.programmeId),
        eq(requestedAt, asked.requestedAt),
      ),
    )
}

export async function noteSent(tx: Tx, id: string, sentAt: Date): Promise<void> {
  await tx.update(messages).set({ sentAt }).where(eq(messages.id, id))
}

/** Nobody is to get it any more. */
export async function dropMessage(tx: Tx, id: string): Promise<void> {
  await tx.delete(messages).where(eq(messages.id, id))
}

/** Forgets what was sent, or given up, long ago. */
export async function deleteMessagesBefore(tx: Tx, at: Date): Promise<void> {
  await tx.delete(messages).where(and(isNotNull(messages.queuedAt), lt(messages.createdAt, at)))
}
