import { createHash, randomBytes } from 'node:crypto'
import type { ConsentEvent, EventFacts, Snapshot } from '../domain/consent/events.ts'
import { open, seal } from './contributor-key.server.ts'

/** An event made ready for the record: readable with the contributor's key alone, provable without it. */
export type SealedEvent = { payload: Buffer; commitment: Buffer }

export function sealEvent(key: Buffer, event: ConsentEvent): SealedEvent {
  const plain = JSON.stringify({ salt: randomBytes(16).toString('base64url'), event })
  return { payload: seal(key, Buffer.from(plain)), commitment: sha256(plain) }
}

/** The event inside; throws where the key is gone or the commitment does not match what was kept. */
export function openEvent(key: Buffer, { payload, commitment }: SealedEvent): ConsentEvent {
  const plain = open(key, payload)
  if (!sha256(plain).equals(commitment)) throw new Error('the event is not the one that was recorded')
  return withDates(JSON.parse(plain.toString()).event)
}

/** What the chain holds besides the payload's commitment. */
export type ChainedFacts = EventFacts & { snapshotHash: Buffer | null }

/** What links an event to the one before it: whoever changes any of these changes every hash after it. */
export function chainHash(previous: Buffer | null, facts: ChainedFacts, commitment: Buffer): Buffer {
  const hash = createHash('sha256')
  hash.update(previous ?? Buffer.alloc(32))
  hash.update(JSON.stringify(inOneOrder(facts)))
  hash.update(commitment)
  return hash.digest()
}

function inOneOrder({ by, snapshotHash, ...facts }: ChainedFacts): unknown[] {
  const { id, contributorId, sequence, type, programmeId, dataUseId, formId, language } = facts
  return [
    [id, contributorId, sequence, type, programmeId, dataUseId, formId, language],
    snapshotHash?.toString('base64url') ?? null,
    [by.kind, by.id, by.how],
    [facts.effectiveFrom, facts.recordedAt],
  ]
}

/** SHA-256 of exactly what was shown. */
export function snapshotHash(snapshot: Snapshot): Buffer {
  return sha256(JSON.stringify(snapshot))
}

function withDates(event: ConsentEvent): ConsentEvent {
  return 'expiresAt' in event ? { ...event, expiresAt: new Date(event.expiresAt) } : event
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}
