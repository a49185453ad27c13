import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
import { decideForSubjects } from '#app/services/decide-for-subjects.server.ts'
import { explainQuestion } from '#app/services/explain-question.server.ts'
import { explainToAuditor } from '#app/services/explain-to-auditor.server.ts'
import { HISTORY_PAGE } from '#app/services/read-history-page.server.ts'
import { aContributor, aNode, aProgramme, REQUEST, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { contributorBuild } from '#tests/support/contributor-build.ts'
import { fullTables } from '#tests/support/full-tables.ts'
import { aLongRecord } from '#tests/support/long-record.ts'
import { signedIn } from '#tests/support/signed-in.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { type Asked, planOf, watched } from '#tests/support/watched.ts'
import { aStaffMember, type TestStaff } from './support/staff.ts'

/** What a person and an auditor wait for costs the same whoever else there is, and whatever was recorded for her before. */

const PEOPLE = 1500

let accord: TestPortal
let server: RunningServer
let node: TestNode
let auditor: TestStaff
let asked: Asked[]
let portal: TestPortal['portal']

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
  await fullTables(accord, node, PEOPLE)
  auditor = await aStaffMember(accord, [{ role: 'auditor', programmeId: 'lung' }])
  ;({ portal, asked } = watched(accord))
  server = await startServer(portal, { port: 0, host: '127.0.0.1', build: contributorBuild })
}, 60_000)
afterAll(async () => {
  await server.close()
  await accord.close()
})

async function aPersonWith(events: number): Promise<TestContributor> {
  const person = await aContributor(accord, node.organisationId)
  await aLongRecord(accord, person.id, events)
  return person
}

/** What the database is asked meanwhile. */
async function askedBy(work: () => Promise<unknown>): Promise<Asked[]> {
  asked.length = 0
  await work()
  return [...asked]
}

const ok = async (response: Promise<Response>) => expect((await response).status).toBe(200)

const QUESTIONS: Record<string, (person: TestContributor) => Promise<Asked[]>> = {
  'the first signed-in page': async (person) => {
    const browser = await signedIn(accord, server.url, person)
    return askedBy(() => ok(browser.get('/en/choices')))
  },
  'the history': async (person) => {
    const browser = await signedIn(accord, server.url, person)
    return askedBy(() => ok(browser.get('/en/history')))
  },
  'a decision asked again': async ({ pseudonym }) => {
    const basis = { legal_basis: 'consent', programme: 'lung' } as const
    const decided = await decideForSubjects(accord.portal, { node, basis, use: REQUEST, subjects: [pseudonym] })
    if (!decided.ok) throw new Error(decided.refusal)
    const again = { staffId: auditor.id, decisionId: decided.event.decision_id, pseudonym, knownAt: new Date() }
    return askedBy(async () => expect((await explainToAuditor(portal, again)).ok).toBe(true))
  },
  'any question about the past': async ({ pseudonym }) => {
    const { organisationId } = node
    const basis = { legal_basis: 'consent', programme: 'lung' } as const
    const at = new Date(Date.now() - 1000)
    const question = { staffId: auditor.id, organisationId, pseudonym, basis, use: REQUEST, at, knownAt: null }
    return askedBy(async () => expect((await explainQuestion(portal, question)).ok).toBe(true))
  },
}

describe.each(Object.entries(QUESTIONS))('%s', (_, ask) => {
  test('asks the database as often for 200 events as for one, and at most thirty times', async () => {
    const [one, many] = [await ask(await aPersonWith(1)), await ask(await aPersonWith(200))]
    expect(many.length).toBe(one.length)
    expect(many.length).toBeGreaterThan(3)
    expect(many.length).toBeLessThanOrEqual(30)
  })

  test('reads through no table that grows with people', async () => {
    const read: string[] = []
    for (const statement of await ask(await aPersonWith(20))) {
      if (!/^\s*(select|with)/i.test(statement.sql)) continue
      for (const { 'Node Type': kind, 'Relation Name': table } of await planOf(accord, statement)) {
        if (kind === 'Seq Scan' && GROWING.has(table ?? '')) read.push(`${table}: ${statement.sql}`)
      }
    }
    expect(read).toEqual([])
  })
})

test('a page of the history reads two pages of events and no more, however many there are', async () => {
  const asked = await QUESTIONS['the history']?.(await aPersonWith(1000))
  const plans = await Promise.all((asked ?? []).map((statement) => planOf(accord, statement)))
  const read = plans.flat().filter(({ 'Relation Name': table }) => table === 'consent_events')
  const rows = read.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0)
  expect(rows).toBeGreaterThan(HISTORY_PAGE)
  expect(rows).toBeLessThanOrEqual(4 * HISTORY_PAGE)
})

/** Tables with a row or more for every person, or for every answer about one. */
const GROWING = new Set([
  ...['contributors', 'credentials', 'sessions', 'enrolments', 'claims', 'invitations', 'consent_events', 'consents'],
  ...[
    'altruism_preferences',
    'use_answers',
    'objections',
    'drafts',
    'consent_tokens',
    'usage_reports',
    'usage_subjects',
  ],
  ...['audit', 'outbox', 'event_deliveries', 'removal_tasks', 'reconsent_requests'],
])
