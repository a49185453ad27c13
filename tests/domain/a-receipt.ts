import type { Actor, ConsentEvent } from '#app/domain/consent/events.ts'
import { type ReceiptRecord, receiptRecord } from '#app/domain/consent/receipt-record.ts'
import { receiptJsonLd } from '#app/domain/receipt/json-ld.ts'
import { SNAPSHOT } from '#tests/support/build.ts'

export const URL = 'https://accord.example.org'
export const HOSPITAL = '7c1f3f0e-6f0c-4a57-9c3e-0f3c1f1f7a22'

/** Everybody who can act, with the name that a receipt has for them. */
export const ACTORS: { name: string; by: Actor; entity: string }[] = [
  { name: 'herself', by: { kind: 'contributor', id: 'hers', how: 'portal' }, entity: 'b'.repeat(64) },
  { name: 'her representative', by: { kind: 'representative', id: 'r-1', how: 'portal' }, entity: 'c'.repeat(64) },
  { name: 'herself, with help', by: { kind: 'organisation', id: HOSPITAL, how: 'assisted' }, entity: HOSPITAL },
  { name: 'her hospital, from paper', by: { kind: 'organisation', id: HOSPITAL, how: 'paper' }, entity: HOSPITAL },
  { name: 'her hospital, after a call', by: { kind: 'organisation', id: HOSPITAL, how: 'phone' }, entity: HOSPITAL },
  { name: 'her hospital, about a letter', by: { kind: 'organisation', id: HOSPITAL, how: 'letter' }, entity: HOSPITAL },
  { name: 'the portal', by: { kind: 'system', id: 'accord', how: 'job' }, entity: 'system' },
]

/** The record of one event; by the contributor unless the test says otherwise. */
export function aReceiptRecord(
  event: ConsentEvent,
  { by, entity } = ACTORS[0] as (typeof ACTORS)[number],
): ReceiptRecord {
  return receiptRecord({
    id: '0b6f2f0e-6f0c-4a57-9c3e-0f3c1f1f7a11',
    recordedAt: new Date('2026-01-05T13:14:15.161Z'),
    by,
    event,
    snapshot: SNAPSHOT,
    hash: 'a'.repeat(64),
    principal: 'b'.repeat(64),
    entity,
    controllers: ['Demo Hospital'],
    contact: { name: 'Demo Office', email: 'privacy@demo.example', phone: '+386 1 555 01 00' },
    countries: ['SI'],
    privacyNotice: `${URL}/en/privacy`,
    withdrawalMethod: `${URL}/en/choices/lung/withdrawal`,
  })
}

/** Its JSON-LD file, as sealed. */
export function aReceipt(record: ReceiptRecord): Record<string, unknown> {
  return JSON.parse(receiptJsonLd(record, URL).replace('accord-seal:', 'accord-seal:a.b.c'))
}
