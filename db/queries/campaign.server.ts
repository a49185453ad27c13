import { and, asc, eq, exists, gt, inArray, isNotNull, lt, lte, ne, not, or, type SQL, sql } from 'drizzle-orm'
import type { FormChange } from '#app/domain/consent/form.ts'
import type { ConsentStanding } from '#app/domain/consent/standing.ts'
import type { Day } from '#app/domain/day.ts'
import type { Tx } from '../client.server.ts'
import { consents, contributors, objections, reconsentRequests, supersededForms } from '../schema/index.ts'

/** A version that people are asked with now, and how many of them one batch takes. */
export type Campaign = { programmeId: string; formId: string; at: Date; limit: number }

/**
 * Some of those who said yes to another version and were not told of this one, or only of its words while her own
 * version, taken back since, asks more of her; held still. Whoever is answering at this moment, or is held by another
 * worker, is left for the next batch.
 */
export async function holdUntold(
  tx: Tx,
  { programmeId, formId, at, limit }: Campaign,
): Promise<(ConsentStanding & { contributorId: string })[]> {
  const isTakenBack = tx
    .select({ one: sql`1` })
    .from(supersededForms)
    .where(eq(supersededForms.formId, consents.formId))
  const wasTold = tx
    .select({ one: sql`1` })
    .from(reconsentRequests)
    .where(
      and(
        eq(reconsentRequests.contributorId, consents.contributorId),
        eq(reconsentRequests.formId, formId),
        or(eq(reconsentRequests.change, 'major'), not(exists(isTakenBack))),
      ),
    )
  const rows = await tx
    .select()
    .from(consents)
    .where(and(eq(consents.programmeId, programmeId), saidYesToAnother(tx, { formId, at }), not(exists(wasTold))))
    .orderBy(asc(consents.contributorId))
    .limit(limit)
    .for('update', { skipLocked: true })
  return rows.map(({ choicesDigest: _, ...row }) => row)
}

/** Writes down that these people were told; who had been told of words alone, and is asked now, has yet to see it. */
export async function tell(
  tx: Tx,
  { programmeId, formId, at }: Campaign,
  people: readonly { contributorId: string; change: FormChange }[],
): Promise<void> {
  if (people.length === 0) return
  await tx
    .insert(reconsentRequests)
    .values(people.map((one) => ({ ...one, programmeId, formId, toldAt: at })))
    .onConflictDoUpdate({
      target: [reconsentRequests.contributorId, reconsentRequests.formId],
      set: { change: 'major', toldAt: at, seenAt: null },
      setWhere: sql`${reconsentRequests.change} = 'minor' and excluded.change = 'major'`,
    })
}

export type Reminding = { quietSince: Date; today: Day; most: number }

/**
 * Reminds some of those who were asked and have heard nothing since `quietSince`: nobody who has answered, nobody more
 * than `most` times, and nobody before the day that she chose. Who chose no day is not reminded.
 */
export async function remind(tx: Tx, campaign: Campaign, { quietSince, today, most }: Reminding): Promise<string[]> {
  const { programmeId, formId, at, limit } = campaign
  const due = await tx
    .select({ contributorId: reconsentRequests.contributorId })
    .from(reconsentRequests)
    .innerJoin(
      consents,
      and(eq(consents.contributorId, reconsentRequests.contributorId), eq(consents.programmeId, programmeId)),
    )
    .where(
      and(
        eq(reconsentRequests.formId, formId),
        eq(reconsentRequests.change, 'major'),
        lt(reconsentRequests.reminders, most),
        lte(sql`coalesce(${reconsentRequests.lastRemindedAt}, ${reconsentRequests.toldAt})`, quietSince.toISOString()),
        saidYesToAnother(tx, { formId, at }),
        or(sql`${consents.deferredFormId} is distinct from ${formId}`, lte(consents.askAgainOn, today)),
      ),
    )
    .orderBy(asc(reconsentRequests.contributorId))
    .limit(limit)
    .for('update', { skipLocked: true })
  const people = due.map(({ contributorId }) => contributorId)
  if (people.length === 0) return people
  await tx
    .update(reconsentRequests)
    .set({ reminders: sql`${reconsentRequests.reminders} + 1`, lastRemindedAt: at })
    .where(and(eq(reconsentRequests.formId, formId), inArray(reconsentRequests.contributorId, people)))
  return people
}

/** A yes that counts today, to a version other than this, of somebody who lives and does not object to any use. */
function saidYesToAnother(tx: Tx, { formId, at }: { formId: string; at: Date }): SQL | undefined {
  const objecting = tx
    .select({ one: sql`1` })
    .from(objections)
    .where(eq(objections.contributorId, consents.contributorId))
  const hasDied = tx
    .select({ one: sql`1` })
    .from(contributors)
    .where(and(eq(contributors.id, consents.contributorId), isNotNull(contributors.diedOn)))
  return and(
    eq(consents.state, 'given'),
    ne(consents.formId, formId),
    gt(consents.expiresAt, at),
    not(exists(objecting)),
    not(exists(hasDied)),
  )
}
