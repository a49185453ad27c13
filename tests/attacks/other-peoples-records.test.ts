import { beforeEach, describe, expect, test } from 'vitest'
import { readQuestions } from '#app/services/read-questions.server.ts'
import { readReceipt } from '#app/services/read-receipt.server.ts'
import { findSealedEvents } from '#db/queries/consent-events.server.ts'
import { usageReports, usageSubjects } from '#db/schema/index.ts'
import type { Browser } from '#tests/support/browser.ts'
import { aContributor, aDataUse, type TestContributor } from '#tests/support/build.ts'
import { contributorWorld, place, QUESTIONS } from '#tests/support/contributor-world.ts'
import { readHistory } from '#tests/support/read-history.ts'
import { signedIn } from '#tests/support/signed-in.ts'

/** She has recorded choices and a draft; the other one is signed in too, at the same hospital, and knows every id. */
const her = contributorWorld()
let other: TestContributor
let stranger: Browser
let receipt: string
let eventId: string

beforeEach(async () => {
  receipt = await her.saysYes()
  eventId = receipt.split('/').at(-1) ?? ''
  await her.answer('take-part', 'no')
  other = await aContributor(her.accord, her.node.organisationId)
  stranger = await signedIn(her.accord, her.server.url, other)
})

describe('somebody else who is signed in', () => {
  test.each(['', '.json'])('does not read a receipt%s: it is as unknown as one that does not exist', async (ending) => {
    expect((await her.browser.get(receipt + ending)).status).toBe(200)
    const refused = await stranger.get(receipt + ending)
    const unknown = await stranger.get(`/en/receipts/00000000-0000-4000-8000-000000000000${ending}`)
    expect([refused.status, unknown.status]).toEqual([404, 404])
    const withoutIds = (html: string) => html.replaceAll(/[\w-]{36}/g, '')
    expect(withoutIds(await refused.text())).toBe(withoutIds(await unknown.text()))
  })

  test.each(['not-an-id', '%27%20or%201=1', '..%2F..%2Fhistory'])('gains nothing with the id %s', async (id) => {
    expect((await stranger.get(`/en/receipts/${id}`)).status).toBe(404)
  })

  test('reads nothing of hers in the history, on the first page or among the uses', async () => {
    const dataUse = await aDataUse(her.accord, 'lung', {
      legalBasis: 'consent',
      words: { en: { title: 'A project with her scans', summary: 'It used them.' } },
    })
    await aUseOf(her.person, dataUse.id)
    expect(await her.read('/en/uses')).toContain('A project with her scans')
    for (const path of ['/en/history', '/en/choices', '/en/uses']) {
      const page = await (await stranger.get(path)).text()
      expect(page).not.toContain(eventId)
      expect(page).not.toContain('A project with her scans')
    }
  })

  test('neither sees nor confirms her unfinished answers', async () => {
    expect(place(await stranger.get(`${QUESTIONS}/check`))).toBe(QUESTIONS)
    const sent = await stranger.post(`${QUESTIONS}/check`, { form: her.formId(), confirm: 'yes' })
    expect(place(sent)).toBe(QUESTIONS)
    expect(await her.recorded()).toEqual(['consent-given'])
    expect(await readHistory(her.accord.portal, other.id)).toEqual([])
  })

  test('forgets only her own answers', async () => {
    await stranger.post(QUESTIONS, {})
    const kept = { contributorId: her.person.id, programmeId: 'lung' }
    expect((await readQuestions(her.accord.portal, kept))?.answers).toEqual({ 'take-part': 'no' })
  })

  test('withdraws and objects for nobody but herself', async () => {
    await stranger.post('/en/choices/lung/withdrawal', { tier: 'stop' })
    await stranger.post('/en/choices/lung/withdrawal', { tier: 'remove', contributor: her.person.id })
    await stranger.post('/en/choices/objection', { answer: 'object', country: 'SI', contributor: her.person.id })
    await stranger.post('/en/choices/lung/withdrawal', { tier: 'close' })
    expect(await her.recorded()).toEqual(['consent-given'])
  })
})

test('somebody without a session reads none of it', async () => {
  stranger.cookies.clear()
  for (const path of [receipt, `${receipt}.json`, '/en/history', '/en/uses', '/en/choices', `${QUESTIONS}/check`]) {
    expect(place(await stranger.get(path))).toContain('/en/sign-in?next=')
  }
})

test('the services refuse too, and the database shows nothing even to a query that forgets to ask whose it is', async () => {
  const { portal } = her.accord
  expect(await readReceipt(portal, other.id, eventId)).toBeNull()
  expect(await readReceipt(portal, her.person.id, eventId)).not.toBeNull()
  const unscoped = await portal.db.as({ subject: other.id }, (tx) => findSealedEvents(tx, her.person.id))
  expect(unscoped).toEqual([])
})

test.each(['/choices/lung/withdrawal', '/choices/objection', '/choices/altruism', '/choices/lung/questions/take-part'])(
  'another site cannot send a form to %s for her',
  async (path) => {
    const before = await her.recorded()
    const fields = { tier: 'stop', answer: 'object', country: 'SI' }
    const forged = await her.browser.post(`/en${path}`, fields, { 'Sec-Fetch-Site': 'cross-site' })
    expect(forged.status).toBe(403)
    expect(await her.recorded()).toEqual(before)
  },
)

let sequence = 0

async function aUseOf({ id, enrolmentId }: TestContributor, dataUseId: string): Promise<void> {
  sequence += 1
  const reportId = crypto.randomUUID()
  const now = new Date()
  await her.accord.owner.as('public', async (tx) => {
    await tx.insert(usageReports).values({
      id: reportId,
      nodeId: her.node.id,
      jti: reportId,
      sequence,
      dataUseId,
      operation: 'training',
      toolName: 'Demo tool',
      toolVersion: '1',
      outcome: 'used',
      booking: 'accepted',
      unknownSubjects: 0,
      at: now,
      receivedAt: now,
      jws: 'not read here',
    })
    await tx.insert(usageSubjects).values({ reportId, enrolmentId, contributorId: id, covered: true })
  })
}
