import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { unwrapKey } from '#app/crypto/contributor-key.server.ts'
import { type ChainedFacts, chainHash, sealEvent, snapshotHash } from '#app/crypto/event-seal.server.ts'
import type { ConsentEvent, Snapshot } from '#app/domain/consent/events.ts'
import { consentEvents, contributors } from '#db/schema/index.ts'
import { CHOICES } from './build.ts'
import type { TestPortal } from './test-portal.ts'

const MINUTE_MS = 60_000

/** A person who said yes and then changed her mind about it again and again: `count` events, a minute apart, the last one a minute ago. */
export async function aLongRecord({ owner, portal }: TestPortal, contributorId: string, count: number): Promise<void> {
  await owner.as('public', async (tx) => {
    const [person] = await tx.select().from(contributors).where(eq(contributors.id, contributorId))
    if (!person?.wrappedKey) throw new Error('nobody to record it for')
    const key = unwrapKey(portal.secrets.master, person.wrappedKey)
    const rows: (typeof consentEvents.$inferInsert)[] = []
    for (let place = 1; place <= count; place++) {
      const sequence = person.eventSequence + place
      const recordedAt = new Date(portal.clock.now().getTime() - (count - place + 1) * MINUTE_MS)
      rows.push(sealedRow(key, { contributorId, sequence, recordedAt }, rows.at(-1)?.hash ?? person.lastEventHash))
    }
    for (let from = 0; from < count; from += 1000) await tx.insert(consentEvents).values(rows.slice(from, from + 1000))
    const last = rows.at(-1)
    await tx
      .update(contributors)
      .set({ eventSequence: person.eventSequence + count, lastEventHash: last?.hash, lastRecordedAt: last?.recordedAt })
      .where(eq(contributors.id, contributorId))
  })
}

type Place = { contributorId: string; sequence: number; recordedAt: Date }

function sealedRow(key: Buffer, { contributorId, sequence, recordedAt }: Place, previousHash: Buffer | null) {
  const snapshot = snapshotOf(sequence)
  const event: ConsentEvent = {
    type: sequence === 1 ? 'consent-given' : 'consent-changed',
    programmeId: 'lung',
    formId: 'lung-1',
    language: 'en',
    snapshot,
    answers: { 'take-part': 'yes' },
    choices: CHOICES,
    expiresAt: new Date('2099-01-01T00:00:00Z'),
  }
  const { payload, commitment } = sealEvent(key, event)
  const facts: ChainedFacts = {
    ...{ id: randomUUID(), contributorId, sequence, type: event.type },
    ...{ programmeId: 'lung', dataUseId: null, formId: 'lung-1', language: 'en' },
    snapshotHash: snapshotHash(snapshot),
    by: { kind: 'contributor', id: contributorId, how: 'portal' },
    effectiveFrom: recordedAt,
    recordedAt,
  }
  const { by, ...columns } = facts
  const actor = { actorKind: by.kind, actorId: by.id, actorHow: by.how }
  const sealed = { payload, payloadCommitment: commitment, previousHash }
  return { ...columns, ...actor, ...sealed, hash: chainHash(previousHash, facts, commitment) }
}

/** What she read the `number`th time. */
function snapshotOf(number: number): Snapshot {
  return {
    language: 'en',
    title: `A form, read for the ${number}. time`,
    paragraphs: [{ heading: 'What this is', text: 'Made-up words' }],
    answers: [{ question: 'May your scans be used?', answer: 'Yes' }],
    summary: [`What follows from answer ${number}`],
  }
}
