import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { pollEvents } from '#app/services/poll-events.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { readMyChoices } from '#app/services/read-my-choices.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { noteSync } from '#db/queries/nodes.server.ts'
import { anAuditorsClient } from '#tests/api/fhir-reader.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let here: TestNode
let there: TestNode
let person: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
  await openStatusLists(accord.portal)
})
afterAll(() => accord.close())

/** A patient of two hospitals whose nodes hold her tokens. */
beforeEach(async () => {
  here = await aNode(accord, ['lung', 'breast'])
  there = await aNode(accord, ['lung'], 'PT')
  person = await aContributor(accord, here.organisationId)
  const elsewhere = await aContributor(accord, there.organisationId, person)
  await answers(accord, person, 'yes')
  await holds(here, person)
  await holds(there, elsewhere)
})

function holds(node: TestNode, { id: contributorId, enrolmentId, pseudonym }: TestContributor, programme = 'lung') {
  const enrolments = [{ id: enrolmentId, contributorId, pseudonym }]
  const target = { basis: 'consent', programme } as const
  return issueConsentTokens(accord.portal, { node, target, tokenDays: 30, enrolments })
}

const withdraws = () =>
  withdrawConsent(accord.portal, {
    contributorId: person.id,
    programmeId: 'lung',
    tier: 'stop',
    snapshot: SNAPSHOT,
  })

async function hears(node: TestNode): Promise<string[]> {
  const asked = { maxEvents: 100, returnImmediately: true, ack: [], setErrs: {} }
  return Object.keys((await pollEvents(accord.portal, node, asked)).sets)
}

async function acknowledges(node: TestNode, ack: string[]): Promise<void> {
  await pollEvents(accord.portal, node, { maxEvents: 0, returnImmediately: true, ack, setErrs: {} })
}

async function reached(contributorId = person.id) {
  const { followers } = await readMyChoices(accord.portal, contributorId)
  if (!followers.loaded || !followers.value) throw new Error('nothing is followed')
  return followers.value.reach
}

describe('her withdrawal', () => {
  test('has reached no hospital before one says so', async () => {
    await withdraws()
    expect(await reached()).toMatchObject({ reached: 0, connected: 2 })
  })

  test('waits for no client that only auditors use, because it can use nothing', async () => {
    await anAuditorsClient(accord, here.organisationId)
    await withdraws()
    await acknowledges(here, await hears(here))
    expect(await reached()).toMatchObject({ reached: 1, connected: 2 })
  })

  test('that was sent has not been received', async () => {
    await withdraws()
    await hears(here)
    const { reached: count, hospitals } = await reached()
    expect(count).toBe(0)
    expect(hospitals.map(({ sent }) => sent).toSorted()).toEqual([false, true])
  })

  test('has reached the hospital that acknowledged it, and the one that checked in since', async () => {
    await withdraws()
    await acknowledges(here, await hears(here))
    expect(await reached()).toMatchObject({ reached: 1, connected: 2 })
    await accord.portal.db.as('public', (tx) => noteSync(tx, there.id, new Date()))
    expect(await reached()).toMatchObject({ reached: 2, connected: 2 })
  })

  test('has not reached a hospital that acknowledged only what came before it', async () => {
    await acknowledges(here, await hears(here))
    await withdraws()
    expect(await reached()).toMatchObject({ reached: 0 })
  })

  test('has not reached a hospital that has acknowledged one end of two', async () => {
    await answers(accord, person, 'yes', { programmeId: 'breast', formId: 'breast-1' })
    await holds(here, person, 'breast')
    await acknowledges(here, await hears(here))
    await objectToUse(accord.portal, { contributorId: person.id, country: 'SI', snapshot: SNAPSHOT })
    const [first = ''] = await hears(here)
    await acknowledges(here, [first])
    expect(await reached()).toMatchObject({ reached: 0 })
    await acknowledges(here, await hears(here))
    expect(await reached()).toMatchObject({ reached: 1 })
  })

  test('is nobody else’s to follow', async () => {
    await withdraws()
    await acknowledges(here, await hears(here))
    const other = await aContributor(accord, here.organisationId)
    await answers(accord, other, 'yes')
    expect(await reached(other.id)).toMatchObject({ reached: 0 })
  })
})
