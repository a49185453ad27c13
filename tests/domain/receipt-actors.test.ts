import { describe, expect, test } from 'vitest'
import { receiptConsent } from '#app/domain/fhir/receipt-consent.ts'
import type { ReceiptStatus } from '#app/domain/fhir/receipt-status.ts'
import { fhirFaults } from '#tests/api/fhir-r4.ts'
import { PERMIT } from '#tests/support/build.ts'
import { saidNo, saidYes, withdrew } from '#tests/support/record.ts'
import { ACTORS, aReceiptRecord, HOSPITAL, URL } from './a-receipt.ts'

const HER = { type: 'Patient', identifier: { system: `${URL}/receipts/people`, value: 'b'.repeat(64) } }
const COUNTS = { provisions: [PERMIT], until: null }

function consentOf(record: ReturnType<typeof aReceiptRecord>, status: ReceiptStatus = 'active') {
  return receiptConsent(record, { url: URL, status, counts: status === 'active' ? COUNTS : null })
}

describe('the FHIR receipt of what was done by', () => {
  test.each(ACTORS)('$name is R4, and one and the same person is the patient', (actor) => {
    for (const [event, status] of [
      [saidYes(), 'active'],
      [saidNo(), 'rejected'],
      [withdrew(), 'inactive'],
    ] as const) {
      const consent = consentOf(aReceiptRecord(event, actor), status)
      expect(fhirFaults(consent)).toEqual([])
      expect(consent).toMatchObject({ status, patient: HER })
    }
  })

  test.each(ACTORS)('$name denies as widely as any: nobody who acted is an actor of the denial', (actor) => {
    expect(consentOf(aReceiptRecord(saidYes(), actor)).provision).toEqual(
      consentOf(aReceiptRecord(saidYes())).provision,
    )
    expect(consentOf(aReceiptRecord(saidYes(), actor)).provision).not.toHaveProperty('actor')
  })

  test('her representative names that person as performer, by a name that says nothing', () => {
    expect(performerOf('her representative')).toEqual([
      { type: 'RelatedPerson', identifier: { system: `${URL}/receipts/representatives`, value: 'c'.repeat(64) } },
    ])
  })

  test.each(['herself', 'herself, with help', 'her hospital, from paper', 'her hospital, after a call'])(
    '%s names her, for the word is hers',
    (name) => expect(performerOf(name)).toEqual([HER]),
  )

  test.each(['her hospital, about a letter', 'the portal'])(
    '%s names no performer: nobody agreed to anything',
    (name) => {
      expect(performerOf(name)).toBeUndefined()
    },
  )

  test('her hospital says which hospital, and that it was paper', () => {
    const { extension } = receiptBy('her hospital, from paper')
    expect(extension).toMatchObject([
      { valueCode: 'paper' },
      { valueReference: { type: 'Organization', identifier: { value: HOSPITAL } } },
      { valueString: 'accord-seal:' },
    ])
    expect(receiptBy('her representative').extension).toMatchObject([
      { valueCode: 'portal' },
      { valueString: 'accord-seal:' },
    ])
  })
})

function receiptBy(name: string) {
  return consentOf(
    aReceiptRecord(
      saidYes(),
      ACTORS.find((actor) => actor.name === name),
    ),
  )
}

function performerOf(name: string) {
  return receiptBy(name).performer
}
