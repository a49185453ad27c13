import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import jsonld from 'jsonld'
import { describe, expect, test } from 'vitest'
import type { ConsentEvent } from '#app/domain/consent/events.ts'
import { answeredUse, objected, prefers, saidLater, saidNo, saidYes, withdrew } from '#tests/support/record.ts'
import { ACTORS, aReceipt, aReceiptRecord, URL } from './a-receipt.ts'

const DPV = 'https://w3id.org/dpv#'

const followsSchema = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('docs/schemas/receipt.schema.json', 'utf8')),
)

const EVENTS: Record<string, ConsentEvent> = {
  'a yes': saidYes(),
  'a no': saidNo(),
  'a later': saidLater(),
  'a withdrawal': withdrew(),
  'a wish for other research': prefers('include-me'),
  'an answer to a project': answeredUse('yes'),
  'an objection': objected(),
}

/** What ISO/IEC TS 27560 does not leave to choice, in the names of its fields; the lawful basis is so by the GDPR. */
const OF_THE_STANDARD = [
  ...['schema_version', 'record_id', 'pii_principal_id', 'privacy_notice', 'language', 'purpose', 'pii_information'],
  ...['pii_controllers', 'storage_locations', 'retention_period', 'jurisdiction', 'recipient_third_parties'],
  ...['withdrawal_method', 'lawful_basis', 'event'],
]
const EVENT_OF_THE_STANDARD = ['event_time', 'validity_duration', 'entity_id', 'event_type', 'event_state']
/** What makes it understood, exact and provable. */
const OURS = ['@context', '@id', '@type', 'privacy_rights', 'provisions', 'snapshot', 'seal']

function receiptOf(event: ConsentEvent): Record<string, unknown> {
  return aReceipt(aReceiptRecord(event))
}

/** Fails where anything is to be fetched: a receipt is understood without a network. */
async function expanded(receipt: object): Promise<Record<string, unknown>> {
  const documentLoader = async (url: string): Promise<never> => {
    throw new Error(`${url} was to be fetched`)
  }
  const [node = {}] = await jsonld.expand(receipt as Parameters<typeof jsonld.expand>[0], { documentLoader })
  return node as Record<string, unknown>
}

describe('a receipt for machines', () => {
  test.each(Object.entries(EVENTS))('has the fields of ISO/IEC TS 27560 for %s', (_, event) => {
    followsSchema(receiptOf(event))
    expect(followsSchema.errors).toBeNull()
  })

  test.each(ACTORS)('says that it was $name, and how', async (actor) => {
    const receipt = aReceipt(aReceiptRecord(saidYes(), actor))
    followsSchema(receipt)
    expect(followsSchema.errors).toBeNull()
    const { kind, how } = actor.by
    expect(receipt.event).toMatchObject({ entity_id: actor.entity, entity_type: kind, indication_method: how })
    expect(await expanded(receipt)).toMatchObject({
      [`${DPV}hasConsentStatus`]: [
        {
          [`${DPV}isIndicatedBy`]: [{ '@value': actor.entity }],
          [`${DPV}hasIndicationMethod`]: [{ '@value': how }],
        },
      ],
    })
  })

  test.each([...OF_THE_STANDARD, ...OURS])('is none without %s', (field) => {
    const { [field]: left, ...rest } = receiptOf(saidYes())
    expect(left).toBeDefined()
    expect(followsSchema(rest)).toBe(false)
  })

  test.each([...EVENT_OF_THE_STANDARD, 'indication_method'])('is none where what happened has no %s', (field) => {
    const { event, ...rest } = receiptOf(saidYes())
    const { [field]: left, ...less } = event as Record<string, unknown>
    expect(left).toBeDefined()
    expect(followsSchema({ ...rest, event: less })).toBe(false)
  })

  test.each<[string, Record<string, unknown>]>([
    ['nobody answers for it', { pii_controllers: [] }],
    ['it is in no language of ours', { language: 'xx' }],
    ['it names a person by her pseudonym', { pii_principal_id: 'lj-4f9a2c7b1e8d3056' }],
    ['it says what no field is for', { diagnosis: 'C34' }],
    ['its seal is not set', { seal: 'accord-seal:' }],
  ])('is none where %s', (_, wrong) => {
    expect(followsSchema({ ...receiptOf(saidYes()), ...wrong })).toBe(false)
  })

  test('says the same in the words of DPV, without a network', async () => {
    expect(await expanded(receiptOf(saidYes()))).toMatchObject({
      '@id': 'urn:uuid:0b6f2f0e-6f0c-4a57-9c3e-0f3c1f1f7a11',
      '@type': ['https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr'],
      [`${DPV}hasLegalBasis`]: [
        { '@id': 'https://w3id.org/dpv/legal/eu/gdpr#A6-1-a' },
        { '@id': 'https://w3id.org/dpv/legal/eu/gdpr#A9-2-a' },
      ],
      [`${DPV}hasConsentStatus`]: [
        {
          [`${DPV}hasStatus`]: [{ '@id': `${DPV}ConsentGiven` }],
          [`${DPV}isIndicatedAtTime`]: [{ '@value': '2026-01-05T13:14:15.161Z' }],
        },
      ],
      [`${DPV}hasPersonalData`]: expect.arrayContaining([
        expect.objectContaining({ '@type': ['https://w3id.org/dpv/legal/eu/ehds#MedicalImaging'] }),
      ]),
      [`${DPV}isExercisedAt`]: [{ '@id': `${URL}/en/choices/lung/withdrawal` }],
    })
  })

  test.each(Object.entries(EVENTS))('loses no field when it is expanded: %s', async (_, event) => {
    const receipt = receiptOf(event)
    const { '@context': context, ...fields } = receipt
    const terms = Object.keys(context as object)
    expect(Object.keys(fields).filter((field) => !field.startsWith('@') && !terms.includes(field))).toEqual([])
    await jsonld.expand(receipt as Parameters<typeof jsonld.expand>[0], { safe: true } as object)
  })

  test('names no consent state where there is no consent to speak of', async () => {
    const node = await expanded(receiptOf(objected()))
    expect(node).not.toHaveProperty([`${DPV}hasLegalBasis`, 0])
    expect(JSON.stringify(node)).not.toContain(`${DPV}Consent`)
    expect(node).toMatchObject({ [`${DPV}hasRight`]: [{ '@id': 'https://w3id.org/dpv/legal/eu/ehds#A71' }] })
  })
})
