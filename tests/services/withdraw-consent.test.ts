import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { consentTo } from '#app/domain/consent/standing.ts'
import { confirmAnswers } from '#app/services/confirm-answers.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { answerUse } from '#app/services/prefer-altruism.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { saveDraft } from '#db/queries/drafts.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aForm,
  aNode,
  aProgramme,
  publishForm,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { recordOnDisk } from '#tests/support/chain.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let node: TestNode
let elsewhere: TestNode
let person: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
  await openStatusLists(accord.portal)
  node = await aNode(accord, ['lung', 'breast'])
  elsewhere = await aNode(accord, ['lung'], 'PT')
})
afterAll(() => accord.close())
beforeEach(async () => {
  person = await aContributor(accord, node.organisationId)
})

type Tier = 'stop' | 'remove' | 'close'

function withdraw(tier: Tier = 'stop', programmeId = 'lung') {
  return withdrawConsent(accord.portal, { contributorId: person.id, programmeId, tier, snapshot: SNAPSHOT })
}

async function told(type: string): Promise<unknown[]> {
  const rows = await accord.owner.as('public', (tx) =>
    tx.execute(sql`select organisation_id, node_id, payload from outbox where type = ${type} order by id`),
  )
  return rows.map(({ organisation_id, node_id, payload }) => ({
    for: organisation_id ?? node_id,
    ...(payload as object),
  }))
}

function issue(programme: string) {
  const { id: contributorId, enrolmentId, pseudonym } = person
  const enrolments = [{ id: enrolmentId, contributorId, pseudonym }]
  return issueConsentTokens(accord.portal, { node, target: { basis: 'consent', programme }, tokenDays: 30, enrolments })
}

describe('withdrawing', () => {
  test('is recorded once; a second stop is refused by its code', async () => {
    await answers(accord, person, 'yes')
    expect(await withdraw()).toMatchObject({ ok: true, event: { type: 'consent-withdrawn', tier: 'stop' } })
    expect(await withdraw()).toEqual({ ok: false, refusal: 'consent-already-withdrawn' })
    expect(await recordOnDisk(accord, person.id)).toHaveLength(2)
  })

  test('sent twice at once, stops once', async () => {
    await answers(accord, person, 'yes')
    const decisions = await Promise.all([withdraw(), withdraw(), withdraw()])
    expect(decisions.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await recordOnDisk(accord, person.id)).toHaveLength(2)
  })

  test.each([
    ['from what was never answered', 'lung'],
    ['from a programme that does not exist', 'no-such-programme'],
  ])('%s is refused by its code, and nothing is recorded', async (_, programmeId) => {
    expect(await withdraw('stop', programmeId)).toEqual({ ok: false, refusal: 'consent-not-found' })
    expect(await recordOnDisk(accord, person.id)).toEqual([])
  })

  test('from one programme leaves the token of another', async () => {
    await answers(accord, person, 'yes')
    await answers(accord, person, 'yes', { programmeId: 'breast', formId: 'breast-1' })
    const [lung] = await issue('lung')
    const [breast] = await issue('breast')
    await withdraw()
    expect(
      (await told('consent-token-revoked')).filter((notice) => JSON.stringify(notice).includes(lung?.jti ?? '?')),
    ).toEqual([{ for: node.id, jti: lung?.jti }])
    expect(await issue('lung')).toEqual([])
    expect(await issue('breast')).toEqual([breast])
  })

  test('by a person who is not in the scope is no withdrawal', async () => {
    await answers(accord, person, 'yes')
    const nobody = { contributorId: '00000000-0000-4000-8000-000000000000', programmeId: 'lung' }
    await expect(withdrawConsent(accord.portal, { ...nobody, tier: 'stop', snapshot: SNAPSHOT })).rejects.toThrow()
    const standing = await accord.owner.as('public', (tx) => findStanding(tx, person.id))
    expect(consentTo(standing, 'lung')?.state).toBe('given')
  })

  test('asks no hospital to remove anything where she only stops', async () => {
    await answers(accord, person, 'yes')
    await withdraw('stop')
    expect(JSON.stringify(await told('removal-task'))).not.toContain(person.pseudonym)
  })

  test('and removing asks each of her hospitals, by the name that it knows her by', async () => {
    const there = await aContributor(accord, elsewhere.organisationId, person)
    await answers(accord, person, 'yes')
    await withdraw('stop')
    expect(await withdraw('remove')).toMatchObject({ ok: true, event: { tier: 'remove' } })
    expect(await told('removal-task')).toEqual([
      { for: node.organisationId, pseudonym: person.pseudonym, programme: 'lung', task_id: expect.any(String) },
      { for: elsewhere.organisationId, pseudonym: there.pseudonym, programme: 'lung', task_id: expect.any(String) },
    ])
  })
})

describe('confirming answers', () => {
  const key = () => ({ contributorId: person.id, programmeId: 'lung' })
  const confirm = (formId = 'lung-1') => confirmAnswers(accord.portal, { ...key(), formId, snapshot: SNAPSHOT })
  const typed = (given: Record<string, string>) =>
    accord.portal.db.as({ subject: person.id }, (tx) =>
      saveDraft(tx, key(), { formId: 'lung-1', answers: given }, new Date()),
    )

  test('twice records once', async () => {
    await typed({ 'take-part': 'yes' })
    expect(await confirm()).toMatchObject({ ok: true, event: { type: 'consent-given' } })
    expect(await confirm()).toEqual({ ok: false, refusal: 'answers-already-recorded' })
    expect(await recordOnDisk(accord, person.id)).toHaveLength(1)
  })

  test('of nothing that was answered records nothing', async () => {
    expect(await confirm()).toEqual({ ok: false, refusal: 'answers-already-recorded' })
    await typed({})
    expect(await confirm()).toEqual({ ok: false, refusal: 'answers-incomplete' })
    expect(await recordOnDisk(accord, person.id)).toEqual([])
  })

  test('of answers that another window has changed records nothing', async () => {
    await typed({ 'take-part': 'yes' })
    const shown = { 'take-part': 'no' }
    const decision = await confirmAnswers(accord.portal, {
      ...key(),
      formId: 'lung-1',
      snapshot: SNAPSHOT,
      answers: shown,
    })
    expect(decision).toEqual({ ok: false, refusal: 'answers-changed' })
    expect(await recordOnDisk(accord, person.id)).toEqual([])
  })

  test('of a programme that does not exist is refused by its code', async () => {
    const asked = { contributorId: person.id, programmeId: 'no-such-programme', formId: 'x', snapshot: SNAPSHOT }
    expect(await confirmAnswers(accord.portal, asked)).toEqual({ ok: false, refusal: 'programme-not-found' })
  })

  test('on a form that changed meanwhile asks again, and loses nothing that was typed', async () => {
    await typed({ 'take-part': 'yes' })
    await accord.owner.as('public', (tx) => publishForm(tx, aForm('lung', '2'), new Date()))
    expect(await confirm('lung-1')).toEqual({ ok: false, refusal: 'form-changed' })
    expect(await recordOnDisk(accord, person.id)).toEqual([])
    expect(await confirm('lung-2')).toMatchObject({ ok: true, event: { formId: 'lung-2' } })
  })
})

test('an answer to a data use that does not exist is refused by its code', async () => {
  const asked = { contributorId: person.id, dataUseId: 'no-such-use', answer: 'no', snapshot: SNAPSHOT } as const
  expect(await answerUse(accord.portal, asked)).toEqual({ ok: false, refusal: 'data-use-not-found' })
  expect(await recordOnDisk(accord, person.id)).toEqual([])
})

test('removing, sent twice at once, is recorded and asked for once', async () => {
  await answers(accord, person, 'yes', { programmeId: 'lung', formId: 'lung-2' })
  const both = await Promise.all([withdraw('remove'), withdraw('remove')])
  expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
  expect((await told('removal-task')).filter((task) => JSON.stringify(task).includes(person.pseudonym))).toHaveLength(1)
})
