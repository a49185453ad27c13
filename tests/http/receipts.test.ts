import { describe, expect, test } from 'vitest'
import { kidOf } from '#app/crypto/kid-of.ts'
import { publishedKeys } from '#app/services/published-keys.server.ts'
import { readReceiptFile } from '#app/services/read-receipt-file.server.ts'
import { revokeKey } from '#app/services/revoke-key.server.ts'
import { printedSeal } from '#app/services/seal-receipt.server.ts'
import { verifyReceipt } from '#gate/receipt/verify-receipt.ts'
import { issuerKeys } from '#gate/trust.ts'
import { fhirFaults } from '#tests/api/fhir-r4.ts'
import { aBrowser } from '#tests/support/browser.ts'
import { aContributor } from '#tests/support/build.ts'
import { contributorWorld, place } from '#tests/support/contributor-world.ts'
import { heard } from '#tests/support/heard.ts'
import { signedIn } from '#tests/support/signed-in.ts'

const her = contributorWorld()

describe('a receipt', () => {
  test('keeps the words of then when the form has changed', async () => {
    const at = await her.saysYes()
    const then = `Your scans, version ${her.formId().slice(5)}`
    await her.publishNewForm()
    expect(await her.read(at)).toContain(then)
  })

  test('is a file for machines too, that no cache keeps', async () => {
    const file = await her.browser.get(`${await her.saysYes()}.json`)
    expect(file.headers.get('Cache-Control')).toBe('no-store')
    const record = await file.clone().json()
    expect(record).toMatchObject({
      schema_version: 'https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr',
      language: 'en',
      service: 'lung',
      event: { event: 'consent-given', event_state: 'https://w3id.org/dpv#ConsentGiven' },
    })
    expect(JSON.stringify(record)).not.toContain(her.person.id)
    expect(JSON.stringify(record)).not.toContain(her.person.pseudonym)
    const bytes = new TextEncoder().encode(JSON.stringify(record.snapshot.content))
    expect(Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')).toBe(record.snapshot.sha256)
  })

  test('is sealed: her hospital sees offline that it is what Accord gave her', async () => {
    const file = Buffer.from(await (await her.browser.get(`${await her.saysYes()}.json`)).arrayBuffer())
    const trust = { issuer: her.accord.portal.settings.url, keys: await publishedIssuerKeys() }
    expect(verifyReceipt(file, trust, new Date())).toMatchObject({ outcome: 'genuine' })
    const forged = Buffer.from(String(file).replace('ConsentGiven', 'ConsentTaken'))
    expect(verifyReceipt(forged, trust, new Date())).toEqual({ outcome: 'refused', reason: 'content-changed' })
  })

  test('is a FHIR Consent too, which is active until she withdraws and never after', async () => {
    const yes = await her.saysYes()
    const consent = async (at: string) => (await her.browser.get(`${at}/consent.json`)).json()
    const active = await consent(yes)
    expect(fhirFaults(active)).toEqual([])
    expect(active).toMatchObject({ status: 'active', provision: { type: 'deny', provision: [{ type: 'permit' }] } })
    expect(JSON.stringify(active)).not.toContain(her.person.pseudonym)

    const fields = { tier: 'stop', confirm: 'yes' }
    const withdrawal = place(await her.browser.post('/en/choices/lung/withdrawal', fields)) ?? ''
    for (const at of [yes, withdrawal]) {
      const ended = await consent(at)
      expect(fhirFaults(ended)).toEqual([])
      expect(ended).toMatchObject({ status: 'inactive', provision: { type: 'deny' } })
      expect(ended.provision).not.toHaveProperty('provision')
    }
  })

  test('is a PDF too, whose square leads whoever holds it to a page that says we sealed it, and nothing about her', async () => {
    const at = await her.saysYes()
    const file = Buffer.from(await (await her.browser.get(`${at}.pdf`.replace('/en/', '/el/'))).arrayBuffer())
    const trust = { issuer: her.accord.portal.settings.url, keys: await publishedIssuerKeys() }
    const onPaper = verifyReceipt(file, trust, new Date())
    const jsonLd = Buffer.from(await (await her.browser.get(`${at}.json`)).arrayBuffer())
    expect(onPaper).toMatchObject({ outcome: 'genuine', receipt: at.split('/').at(-1) })
    expect(verifyReceipt(jsonLd, trust, new Date())).toMatchObject({ record: 'record' in onPaper && onPaper.record })
  })

  test('can be checked by anybody who holds its seal, until the key is taken back', async () => {
    const at = await her.saysYes()
    const receipt = await readReceiptFile(her.accord.portal, her.person.id, at.split('/').at(-1) ?? '')
    if (!receipt) throw new Error('she has a receipt')
    const { seal, digest } = await printedSeal(her.accord.portal, receipt)
    const stranger = aBrowser(her.server.url)
    const shown = async (text: string) => {
      const answer = await stranger.get(`/en/receipt-seals/${text}`)
      return `${answer.status} ${await answer.text()}`
    }
    const known = await shown(seal)
    expect(known).toContain('Accord sealed a receipt with this number')
    expect(known.replaceAll(' ', '')).toContain(digest)
    expect(known).not.toContain(receipt.id)
    expect(known).not.toContain(receipt.record.pii_principal_id)

    for (const wrong of [seal.slice(0, -1), `${seal}A`, seal.replace('e', 'f'), digest, receipt.id, 'x'.repeat(3000)]) {
      expect(await shown(wrong)).toContain('200 ')
      expect(await shown(wrong)).toContain('We do not know this seal')
    }
    await revokeKey(her.accord.portal, { kid: kidOf(seal), by: { name: 'Demo Operator', reason: null } })
    await heard(her.accord)
    expect(await shown(seal)).toContain('This seal no longer counts')
  })

  test("is nobody else's to read, in any form", async () => {
    const at = await her.saysYes()
    const other = await aContributor(her.accord, her.node.organisationId)
    const browser = await signedIn(her.accord, her.server.url, other)
    for (const form of ['.json', '/consent.json', '.pdf']) {
      expect((await browser.get(`${at}${form}`)).status).toBe(404)
      expect((await aBrowser(her.server.url).get(`${at}${form}`)).status).toBe(302)
    }
  })

  test('stands in the history', async () => {
    const at = await her.saysYes()
    expect(await her.read('/en/history')).toContain(`href="${at}"`)
  })
})

test('every page is in the language that its address names, and the chooser keeps the place', async () => {
  const at = await her.saysYes()
  for (const path of ['/choices', '/uses', '/history', '/choices/lung/withdrawal', at.slice('/en'.length)]) {
    const html = await her.read(`/sl${path}`)
    expect(html).toContain('<html lang="sl"')
    expect(html).toContain(`href="/uk${path}"`)
    expect(html).not.toContain('<script')
  }
})

async function publishedIssuerKeys() {
  return issuerKeys(await publishedKeys(her.accord.portal))
}
