import jsonld from 'jsonld'
import { describe, expect, test } from 'vitest'
import { DATA_CATEGORIES, PURPOSES } from '#app/domain/consent/codes.ts'
import { consentStateIri } from '#app/domain/consent/dpv.ts'
import type { ConsentEvent } from '#app/domain/consent/events.ts'
import { receiptStatus } from '#app/domain/fhir/receipt-status.ts'
import {
  answeredUse,
  changedHerMind,
  choicesOf,
  objected,
  permitting,
  prefers,
  reaffirmed,
  reversedObjection,
  saidLater,
  saidNo,
  saidYes,
  wasNotMe,
  withdrew,
} from '#tests/support/record.ts'
import { ACTORS, aReceipt, aReceiptRecord } from './a-receipt.ts'
import { DPV_TERMS, VALID_STATES } from './dpv-terms.ts'

const everything = choicesOf(permitting({ purpose: [...PURPOSES], data: [...DATA_CATEGORIES] }))
/** Of each kind, what makes a difference; a kind that is new does not compile without a line here. */
const KINDS: Record<ConsentEvent['type'], ConsentEvent[]> = {
  'consent-given': [saidYes({ choices: everything })],
  'consent-changed': [changedHerMind({ choices: everything })],
  'consent-refused': [saidNo()],
  'consent-deferred': [saidLater()],
  'consent-withdrawn': [withdrew()],
  'consent-reaffirmed': [reaffirmed(new Date('2036-01-01'))],
  'altruism-preferred': [prefers('include-me', everything), prefers('ask-me'), prefers('leave-me-out')],
  'use-answered': [answeredUse('yes'), answeredUse('no')],
  objected: [objected()],
  'objection-reversed': [reversedObjection()],
  'claim-voided': [wasNotMe()],
  'enrolment-corrected': [{ type: 'enrolment-corrected', enrolmentId: 'enrolment-1', correction: 'not-hers' }],
  'death-reported': [{ type: 'death-reported', diedOn: '2026-01-02' }],
  'death-taken-back': [{ type: 'death-taken-back' }],
}
const EVENTS = Object.values(KINDS).flat()

test('whatever a receipt says in DPV, DPV has a word for', async () => {
  const used = new Set<string>()
  for (const [n, event] of EVENTS.entries()) {
    const expanded = await jsonld.expand(aReceipt(aReceiptRecord(event, ACTORS[n % ACTORS.length])) as object)
    for (const [iri] of JSON.stringify(expanded).matchAll(/https:\/\/w3id\.org\/dpv[^"\\]*/g)) used.add(iri)
  }
  const known = Object.entries(DPV_TERMS).flatMap(([vocabulary, terms]) => terms.map((term) => vocabulary + term))
  expect(used.size).toBeGreaterThan(35)
  expect([...used].filter((iri) => !known.includes(iri))).toEqual([])
})

describe('the state of a consent', () => {
  test.each(EVENTS.map((event) => [event.type, event] as const))(
    'in DPV never claims more than in FHIR: %s',
    (_, event) => {
      const state = consentStateIri(event)?.replace('https://w3id.org/dpv#', '')
      const canBeActive = receiptStatus(event, { provisions: [], until: null }) === 'active'
      expect(state !== undefined && VALID_STATES.includes(state)).toBe(canBeActive)
    },
  )
})
