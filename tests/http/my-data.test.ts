import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { openSession } from '#app/services/open-session.server.ts'
import { publishedKeys } from '#app/services/published-keys.server.ts'
import { verifyReceipt } from '#gate/receipt/verify-receipt.ts'
import { issuerKeys } from '#gate/trust.ts'
import { fhirFaults } from '#tests/api/fhir-r4.ts'
import { aStaffMember } from '#tests/services/support/staff.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aContributor, aProgramme } from '#tests/support/build.ts'
import { contributorWorld, place } from '#tests/support/contributor-world.ts'
import { PIN, signedIn } from '#tests/support/signed-in.ts'

const her = contributorWorld()

const archive = (language = 'en', pin = PIN, browser = her.browser) =>
  browser.post(`/${language}/my-data/archive`, { pin })

async function unpacked(response: Response): Promise<Record<string, string>> {
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes, true)]))
}

const utf8 = (latin: string | undefined) =>
  Buffer.from(latin ?? '', 'latin1')
    .toString('utf8')
    .replace('\uFEFF', '')

describe('everything about her', () => {
  test('comes as one archive that no cache keeps: what she chose, every receipt in three forms, all the rest', async () => {
    await her.saysYes()
    const answer = await archive('el')
    expect(answer.headers.get('Content-Type')).toBe('application/zip')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment; filename="accord-\d{4}-\d\d-\d\d\.zip"$/)
    const files = await unpacked(answer)
    expect(Object.keys(files)).toEqual([
      'README.txt',
      'everything.json',
      'history.json',
      'history.csv',
      'uses.csv',
      'receipts/0001.pdf',
      'receipts/0001.json',
      'receipts/0001.fhir.json',
    ])
    expect(utf8(files['README.txt'])).toContain('Όλα όσα έχει το Accord για εσάς')
    for (const name of ['receipts', 'papers', 'history.csv', 'uses.csv', 'history.json', 'everything.json'])
      expect(utf8(files['README.txt'])).toContain(`- ${name}: `)
    const [chosen] = JSON.parse(utf8(files['history.json']))
    expect(chosen).toMatchObject({ number: 1, type: 'consent-given', event: { snapshot: { language: 'en' } } })
    const [heads, row] = parse(utf8(files['history.csv']), { delimiter: ';' })
    expect(heads).toContain('Αριθμός')
    expect(row?.slice(0, 3)).toEqual(['1', expect.any(String), 'Είπατε ναι'])
    const everything = JSON.parse(utf8(files['everything.json']))
    expect(everything.enrolments).toMatchObject([{ pseudonym: her.person.pseudonym, hospital: expect.any(String) }])
    expect(everything.consents).toMatchObject([{ programme_id: 'lung', state: 'given' }])
  })

  test('holds receipts that prove themselves as each one alone does', async () => {
    await her.saysYes()
    const files = await unpacked(await archive())
    const keys = await issuerKeys(await publishedKeys(her.accord.portal))
    const trust = { issuer: her.accord.portal.settings.url, keys }
    for (const form of ['pdf', 'json', 'fhir.json']) {
      const file = Buffer.from(files[`receipts/0001.${form}`] ?? '', 'latin1')
      expect({ form, verdict: verifyReceipt(file, trust, new Date()) }).toMatchObject({
        form,
        verdict: { outcome: 'genuine' },
      })
    }
    expect(fhirFaults(JSON.parse(utf8(files['receipts/0001.fhir.json'])))).toEqual([])
  })

  test('is written down where she sees it', async () => {
    await (await archive()).arrayBuffer()
    expect(await her.read('/en/data-rights')).toContain('everything about you was downloaded')
  })

  test.each([
    ['a wrong PIN', '111111', 'pin-not-matched'],
    ['no PIN', '', 'field-required'],
  ])('is not given for %s', async (_, pin, refusal) => {
    const answer = await archive('sl', pin)
    expect([answer.status, place(answer)]).toEqual([303, `/sl/my-data?pin=${refusal}`])
    const page = await her.read(place(answer) ?? '')
    expect(page).toContain('role="alert"')
    expect(await her.read('/en/data-rights')).not.toContain('downloaded')
  })

  test('is given to nobody who is not signed in, nor to a page that is not ours, nor for an address alone', async () => {
    expect(place(await archive('en', PIN, aBrowser(her.server.url)))).toContain('/en/sign-in')
    const elsewhere = await her.browser.post('/en/my-data/archive', { pin: PIN }, { 'Sec-Fetch-Site': 'cross-site' })
    expect(elsewhere.status).toBe(403)
    expect(place(await her.browser.get('/en/my-data/archive'))).toBe('/en/my-data')
  })

  test('is given to nobody for another person’s PIN', async () => {
    const other = await aContributor(her.accord, her.node.organisationId)
    await signedIn(her.accord, her.server.url, other)
    const pin = '778899'
    expect(place(await archive('en', pin))).toBe('/en/my-data?pin=pin-not-matched')
  })
})

describe('her rights', () => {
  const asks = (right: string, fields: Record<string, string>) => her.browser.post(`/en/data-rights/${right}`, fields)
  const atDesk = async (role: { role: 'approver' | 'editor'; programmeId: string }): Promise<Browser> => {
    const browser = aBrowser(her.server.url)
    const { id } = await aStaffMember(her.accord, [role])
    browser.cookies.set('__Host-accord-staff', await openSession(her.accord.portal, { staffId: id }))
    return browser
  }

  test('are asked for in her words and answered in whoever’s who answers, without a name', async () => {
    const sent = await asks('erasure', { of: 'lung', words: 'Please delete the scan of last May.' })
    expect(place(sent)).toBe('/en/data-rights?sent')
    expect(await her.read('/en/data-rights')).toContain('Open. You get an answer by')

    const desk = await atDesk({ role: 'approver', programmeId: 'lung' })
    const list = await (await desk.get('/en/staff/data-rights')).text()
    const [, request = ''] = /href="(\/en\/staff\/data-rights\/[^"]+)"/.exec(list) ?? []
    const page = await (await desk.get(request)).text()
    expect(page).toContain('Please delete the scan of last May.')
    expect(page).not.toMatch(new RegExp(`${her.person.id}|${her.person.pseudonym}`))
    expect((await desk.post(request, { outcome: 'done' })).status).toBe(400)
    const answered = await desk.post(request, { outcome: 'done', answer: 'The scan is deleted.' })
    expect(place(answered)).toBe('/en/staff/data-rights?sent')
    expect((await desk.post(request, { outcome: 'refused', answer: 'No.' })).status).toBe(422)
    expect(await her.read('/en/data-rights')).toContain('The scan is deleted.')
  })

  test('may be told to take longer, for a reason that she reads with the new day', async () => {
    await asks('access', { of: 'lung' })
    const desk = await atDesk({ role: 'approver', programmeId: 'lung' })
    const list = await (await desk.get('/en/staff/data-rights')).text()
    const [, request = ''] = /href="(\/en\/staff\/data-rights\/[^"]+)"/.exec(list) ?? []
    const before = await her.read('/en/data-rights')
    expect(await (await desk.get(request)).text()).toContain(`href="${request}/extension"`)
    expect((await desk.post(`${request}/extension`, {})).status).toBe(400)
    const told = await desk.post(`${request}/extension`, { reason: 'Three archives have to be searched.' })
    expect([told.status, place(told)]).toEqual([303, request])
    const again = await desk.post(`${request}/extension`, { reason: 'And one more.' })
    expect([again.status, (await again.text()).includes('This was already said once.')]).toEqual([422, true])
    expect(await (await desk.get(request)).text()).not.toContain('/extension')
    const after = await her.read('/en/data-rights')
    expect(after).toContain('Three archives have to be searched.')
    const due = (page: string) => /You get an answer by ([^.<]+)/.exec(page)?.[1]
    expect(due(after)).not.toBe(due(before))
    const editor = await atDesk({ role: 'editor', programmeId: 'lung' })
    expect((await editor.get(`${request}/extension`)).status).toBe(403)
  })

  test.each([
    ['of nobody', 'access', {}, 422],
    ['of a programme that there is not', 'access', { of: 'nowhere' }, 404],
    ['to correct something unsaid', 'rectification', { of: 'lung' }, 422],
    ['in a book', 'access', { of: 'lung', words: 'x'.repeat(2001) }, 400],
    ['that is no right', 'revenge', { of: 'lung' }, 404],
  ])('are not asked for %s', async (_, right, fields, status) => {
    expect((await asks(right, fields as Record<string, string>)).status).toBe(status)
    expect(await her.read('/en/data-rights')).toContain('You have not asked for anything yet.')
  })

  test('are not asked for twice while the first waits', async () => {
    await asks('access', { of: 'lung' })
    const again = await asks('access', { of: 'lung' })
    expect(again.status).toBe(422)
    expect(await again.text()).toContain('You have already asked for this.')
  })

  test('are nothing for an editor to see, nor for another programme’s approver to answer', async () => {
    await asks('objection', { of: 'lung' })
    await aProgramme(her.accord, 'breast')
    const editor = await atDesk({ role: 'editor', programmeId: 'lung' })
    expect((await editor.get('/en/staff/data-rights')).status).toBe(403)
    const stranger = await atDesk({ role: 'approver', programmeId: 'breast' })
    expect(await (await stranger.get('/en/staff/data-rights')).text()).toContain('Nobody has asked for anything.')
  })
})
