import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#app/domain/day.ts'
import { confirmAnswers } from '#app/services/confirm-answers.server.ts'
import { readStanding } from '#app/services/read-switches.server.ts'
import { findDraft, saveDraft } from '#db/queries/drafts.server.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestContributor } from '#tests/support/build.ts'
import { readHistory } from '#tests/support/read-history.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let hospital: string
let person: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  hospital = (await aNode(accord, ['lung'])).organisationId
})
beforeEach(async () => {
  person = await aContributor(accord, hospital)
  const draft = { formId: 'lung-1', answers: { 'take-part': 'yes' } }
  await accord.portal.db.as({ subject: person.id }, (tx) => saveDraft(tx, key(), draft, new Date()))
})
afterAll(() => accord.close())

const key = () => ({ contributorId: person.id, programmeId: 'lung' })
const confirms = (changes: { formId?: string; answers?: Record<string, string>; askAgainOn?: string } = {}) =>
  confirmAnswers(accord.portal, { ...key(), formId: 'lung-1', snapshot: SNAPSHOT, ...changes })
const recorded = async () => (await readHistory(accord.portal, person.id)).map(({ type }) => type)

describe('answers that are confirmed', () => {
  test('are recorded where they are the ones that were shown', async () => {
    expect(await confirms({ answers: { 'take-part': 'yes' } })).toMatchObject({ ok: true })
    expect(await recorded()).toEqual(['consent-given'])
  })

  test('are not recorded where another window has changed them meanwhile', async () => {
    expect(await confirms({ answers: { 'take-part': 'no' } })).toEqual({ ok: false, refusal: 'answers-changed' })
    expect(await recorded()).toEqual([])
  })

  test('are not recorded on a form that is no longer asked, and are kept', async () => {
    expect(await confirms({ formId: 'lung-0' })).toEqual({ ok: false, refusal: 'form-changed' })
    const draft = await accord.portal.db.as({ subject: person.id }, (tx) => findDraft(tx, key()))
    expect(draft?.answers).toEqual({ 'take-part': 'yes' })
  })

  test('keep the day on which to ask again with a later', async () => {
    const askAgainOn = addDays(dayOf(accord.portal.clock.now()), 30)
    const later = { formId: 'lung-1', answers: { 'take-part': 'later' } }
    await accord.portal.db.as({ subject: person.id }, (tx) => saveDraft(tx, key(), later, new Date()))
    expect(await confirms({ askAgainOn })).toMatchObject({ ok: true, event: { askAgainOn } })
    expect((await readStanding(accord.portal, person.id)).consents.lung).toMatchObject({
      state: 'deferred',
      askAgainOn,
    })
  })

  test('are recorded once, however often they are sent at the same time', async () => {
    const decisions = await Promise.all([confirms(), confirms(), confirms(), confirms()])
    expect(decisions.filter(({ ok }) => ok)).toHaveLength(1)
    expect(
      decisions.filter((decision) => !decision.ok && decision.refusal === 'answers-already-recorded'),
    ).toHaveLength(3)
    expect(await recorded()).toEqual(['consent-given'])
  })
})
