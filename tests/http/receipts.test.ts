import { describe, expect, test } from 'vitest'
import { contributorWorld } from '#tests/support/contributor-world.ts'

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
    const record = await file.json()
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
