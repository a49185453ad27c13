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
const EVENTS: ConsentEvent[] = [
  saidYes({ choices: everything }),
  changedHerMind({ choices: everything }),
  saidNo(),
  saidLater(),
  withdrew(),
  reaffirmed(new Date('2036-01-01')),
  prefers('include-me', everything),
  prefers('ask-me'),
  prefers('leave-me-out'),
  answeredUse('yes'),
  answeredUse('no'),
  objected(),
  reversedObjection(),
  wasNotMe(),
]

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
