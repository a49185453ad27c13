import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Actor } from '#app/domain/consent/events.ts'
import { publishedKeys } from '#app/services/published-keys.server.ts'
import { recordConsentEvent } from '#app/services/record-consent-event.server.ts'
import { lockContributor } from '#db/queries/contributors.server.ts'
import { verifyReceipt } from '#gate/receipt/verify-receipt.ts'
import { issuerKeys } from '#gate/trust.ts'
import { fhirFaults } from '#tests/api/fhir-r4.ts'
import { SNAPSHOT } from '#tests/support/build.ts'
import { contributorWorld } from '#tests/support/contributor-world.ts'

const her = contributorWorld()

/** Somebody stops her consent; returns where she finds the receipt. */
async function stoppedBy(by: Actor): Promise<string> {
  await her.saysYes()
  const { portal } = her.accord
  const stop = { type: 'consent-withdrawn', programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT } as const
  const { id } = await portal.db.as({ subject: her.person.id }, async (tx) =>
    recordConsentEvent(portal, tx, await lockContributor(tx, her.person.id), stop, by),
  )
  return `/en/receipts/${id}`
}

const json = async (at: string) => (await her.browser.get(at)).json()

test('a receipt of what her representative did says so in each of its forms, and not who that is', async () => {
  const by: Actor = { kind: 'representative', id: randomUUID(), how: 'portal' }
  const at = await stoppedBy(by)
  const record = await json(`${at}.json`)
  expect(record.event).toMatchObject({ entity_type: 'representative', indication_method: 'portal' })
  expect(record.event.entity_id).toMatch(/^[0-9a-f]{64}$/)
  expect(record.event.entity_id).not.toBe(record.pii_principal_id)

  const consent = await json(`${at}/consent.json`)
  expect(fhirFaults(consent)).toEqual([])
  expect(consent).toMatchObject({
    status: 'inactive',
    performer: [{ type: 'RelatedPerson', identifier: { value: record.event.entity_id } }],
  })
  expect(JSON.stringify([record, consent])).not.toContain(by.id)
  expect(await her.read(at)).toContain('Somebody who acts for you')
})

test.each(['assisted', 'paper', 'phone'] as const)(
  'a receipt of what her hospital entered says how: %s',
  async (how) => {
    const organisationId = her.node.organisationId
    const at = await stoppedBy({ kind: 'organisation', id: organisationId, how })
    const record = await json(`${at}.json`)
    expect(record.event).toMatchObject({
      entity_id: organisationId,
      entity_type: 'organisation',
      indication_method: how,
    })
    const consent = await json(`${at}/consent.json`)
    expect(fhirFaults(consent)).toEqual([])
    expect(consent).toMatchObject({ status: 'inactive', performer: [consent.patient] })
    expect(JSON.stringify([record, consent])).not.toContain(her.person.pseudonym)
  },
)

test('who acted is under the seal: another name there, and the receipt is no receipt', async () => {
  const at = await stoppedBy({ kind: 'organisation', id: her.node.organisationId, how: 'paper' })
  const trust = {
    issuer: her.accord.portal.settings.url,
    keys: await issuerKeys(await publishedKeys(her.accord.portal)),
  }
  for (const [form, said, forged] of [
    ['.json', '"indication_method": "paper"', '"indication_method": "portal"'],
    ['/consent.json', '"valueCode": "paper"', '"valueCode": "portal"'],
  ] as const) {
    const file = await (await her.browser.get(`${at}${form}`)).text()
    expect(verifyReceipt(Buffer.from(file), trust, new Date())).toMatchObject({ outcome: 'genuine' })
    expect(file).toContain(said)
    const other = Buffer.from(file.replace(said, forged))
    expect(verifyReceipt(other, trust, new Date())).toEqual({ outcome: 'refused', reason: 'content-changed' })
  }
})
