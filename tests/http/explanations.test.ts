import { desc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
import { changeDataUseStatus } from '#app/services/change-data-use-status.server.ts'
import { closeAccount } from '#app/services/close-account.server.ts'
import { decideForSubjects } from '#app/services/decide-for-subjects.server.ts'
import { explainDecision } from '#app/services/explain-decision.server.ts'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { voidClaim } from '#app/services/void-claim.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { audit, formVersions } from '#db/schema/index.ts'
import { aStaffMember, PASSWORD, type TestStaff } from '#tests/services/support/staff.ts'
import { answers } from '#tests/support/act.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import {
  aContributor,
  aDataUse,
  aNode,
  aProgramme,
  CHOICES,
  REQUEST,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { heldBeforeCommit } from '#tests/support/held.ts'
import { readHistory } from '#tests/support/read-history.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { staffBuild } from './support/staff-build.ts'

/** An auditor of the lung programme asks again what was answered about one person, and why. */

const DECISION = '/en/staff/explanations'
const QUESTION = '/en/staff/explanations/question'

let accord: TestPortal
let server: RunningServer
let node: TestNode
let auditor: TestStaff
let desk: Browser
let person: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  for (const programme of ['lung', 'breast']) await aProgramme(accord, programme)
  node = await aNode(accord, ['lung', 'breast'])
  server = await startServer(accord.portal, { port: 0, host: '127.0.0.1', build: staffBuild })
  auditor = await aStaffMember(accord, [{ role: 'auditor', programmeId: 'lung' }])
  desk = await signedIn(auditor)
  person = await aPersonWho('yes')
})
afterAll(async () => {
  await server.close()
  await accord.close()
})

async function signedIn({ email }: TestStaff): Promise<Browser> {
  const browser = aBrowser(server.url)
  await browser.post('/en/staff/sign-in', { email, password: PASSWORD })
  return browser
}

async function aPersonWho(answer: 'yes' | 'no') {
  const newcomer = await aContributor(accord, node.organisationId)
  await answers(accord, newcomer, answer)
  return newcomer
}

async function decided({ pseudonym }: TestContributor, programme = 'lung') {
  const basis = { legal_basis: 'consent', programme } as const
  const found = await decideForSubjects(accord.portal, { node, basis, use: REQUEST, subjects: [pseudonym] })
  if (!found.ok) throw new Error(found.refusal)
  return { decision: found.event.decision_id, pseudonym }
}

const withdraws = ({ id: contributorId }: TestContributor) =>
  withdrawConsent(accord.portal, { contributorId, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT })

/** A question of the form, as of now unless said otherwise; the clock moves on first. */
async function asking({ pseudonym }: { pseudonym: string }, changes: Record<string, string> = {}) {
  const { data, ...use } = REQUEST
  const asked = { hospital: node.organisationId, pseudonym, basis: 'consent:lung', ...use, data: data.join() }
  return desk.post(QUESTION, { ...asked, at: await moment(), ...changes })
}

/** A moment after what has happened, whose time the database rounds to a millisecond, and before what happens next. */
async function moment(): Promise<string> {
  await twoMilliseconds()
  const at = new Date()
  await twoMilliseconds()
  return at.toISOString()
}

async function twoMilliseconds(): Promise<void> {
  const from = Date.now()
  await expect.poll(() => Date.now(), { interval: 1 }).toBeGreaterThan(from + 1)
}

async function reasonOf(answer: Response): Promise<string | undefined> {
  expect(answer.status).toBe(200)
  return /<code>([a-z-]+)<\/code>/.exec(await answer.text())?.[1]
}

async function refusalIn(answer: Response): Promise<[number, string | undefined]> {
  const lines = /<div class="error-summary"[\s\S]*?<ul>([\s\S]*?)<\/ul>/.exec(await answer.text())?.[1]
  return [answer.status, lines?.replace(/<[^>]+>/g, '')]
}

async function lastNoted() {
  return accord.owner.as('public', (tx) => tx.select().from(audit).orderBy(desc(audit.id)).limit(1))
}

describe('an auditor of the programme', () => {
  test('reads a past decision as it was after a withdrawal, and that today’s would be another', async () => {
    const leaving = await aPersonWho('yes')
    const asked = await decided(leaving)
    await withdraws(leaving)
    const page = await (await desk.post(DECISION, asked)).text()
    expect(page).toContain('It was permitted')
    expect(page).toContain('<code>permitted-by-consent</code>')
    expect(await reasonOf(await asking(leaving))).toBe('withdrawn')
  })

  test('reads the provision, the form and its hash, the language, and the words of then with their own hash', async () => {
    const hash = 'ab'.repeat(32)
    await accord.owner.as('public', async (tx) => {
      await tx.execute(sql`alter table form_versions disable trigger only_added`)
      await tx
        .update(formVersions)
        .set({ hashes: { en: hash } })
        .where(eq(formVersions.id, 'lung-1'))
      await tx.execute(sql`alter table form_versions enable trigger only_added`)
    })
    const [given] = await readHistory(accord.portal, person.id)
    const page = await (await desk.post(DECISION, await decided(person))).text()
    for (const told of ['Building AI that helps doctors', 'lung-1 (1)', hash, given?.hash ?? 'none', 'What this is'])
      expect(page).toContain(told)
    expect(page).toMatch(/<div lang="en"><p><strong>A form/)
  })

  test('gets what the hospital’s own auditor gets', async () => {
    const asked = await decided(person)
    const { organisationId } = node
    const by = { actorKind: 'node', actorId: node.clientId } as const
    const told = await explainDecision(accord.portal, {
      ...{ auditor: by, organisationId, knownAt: null },
      ...{ decisionId: asked.decision, subjects: [asked.pseudonym] },
    })
    if (!told.ok) throw new Error(told.refusal)
    const [{ answer } = { answer: null }] = told.event.answers
    const page = await (await desk.post(DECISION, asked)).text()
    for (const value of [answer?.reason, answer?.snapshot_sha256, answer?.decided_on, answer?.form?.id])
      expect(page).toContain(value)
  })

  test('asks what nobody asked then: at any time, as known at any time', async () => {
    const changing = await aContributor(accord, node.organisationId)
    const before = await moment()
    await answers(accord, changing, 'yes')
    const between = await moment()
    await withdraws(changing)
    expect(await reasonOf(await asking(changing, { at: before }))).toBe('no-record')
    expect(await reasonOf(await asking(changing, { at: between }))).toBe('permitted-by-consent')
    expect(await reasonOf(await asking(changing))).toBe('withdrawn')
    expect(await reasonOf(await asking(changing, { known_at: between }))).toBe('permitted-by-consent')
    expect(await reasonOf(await asking(changing, { known_at: before }))).toBe('no-record')
  })

  test('is told of no yes from before the hospital’s letter was claimed, and none of a claim that was reported since', async () => {
    const elsewhere = await aNode(accord, ['lung'])
    const her = await aContributor(accord, elsewhere.organisationId)
    await answers(accord, her, 'yes')
    const before = await moment()
    const here = await aContributor(accord, node.organisationId, her)
    const claimed = await moment()
    expect(await reasonOf(await asking(here, { at: before }))).toBe('no-record')
    expect(await reasonOf(await asking(here, { at: claimed }))).toBe('permitted-by-consent')
    expect(await reasonOf(await asking(here, { at: claimed, known_at: before }))).toBe('no-record')
    await voidClaim(accord.portal, here)
    expect(await reasonOf(await asking(here, { at: claimed }))).toBe('no-record')
    expect(await reasonOf(await asking(here, { at: claimed, known_at: claimed }))).toBe('permitted-by-consent')
  })

  test('asks about a data use as it stood then, though it was suspended since', async () => {
    const use = await aDataUse(accord, 'lung')
    const wishing = { contributorId: person.id, snapshot: SNAPSHOT }
    await preferAltruism(accord.portal, { ...wishing, mode: 'include-me', choices: CHOICES })
    const basis = `altruism:${use.id}`
    const approved = await moment()
    const by = { name: 'ops', reason: 'A demo of a pause' }
    await changeDataUseStatus(accord.portal, { dataUseId: use.id, to: 'suspended', by })
    const suspended = await moment()
    await changeDataUseStatus(accord.portal, { dataUseId: use.id, to: 'approved', by })
    const told = [approved, suspended, await moment()].map(async (at) => reasonOf(await asking(person, { basis, at })))
    expect(await Promise.all(told)).toEqual(['permitted-by-altruism', 'outside-scope', 'permitted-by-altruism'])
  })

  test('is told to when what was known is held back, while somebody is still writing', async () => {
    const page = await accord.portal.db.as('public', async (tx) => {
      await tx.execute(sql`select 1`)
      return (await asking(person, { known_at: await moment() })).text()
    })
    expect(page).toContain('Something could still be written for that time')
    expect(await (await asking(person, { known_at: await moment() })).text()).not.toContain('Something could still')
  })

  test('is told the same for the same moment ever after, though a withdrawal was being written then', async () => {
    const leaving = await aPersonWho('yes')
    const { portal, reached, goOn } = heldBeforeCommit(accord)
    const withdrawal = { contributorId: leaving.id, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT } as const
    const withdrawn = withdrawConsent(portal, withdrawal)
    await reached
    const at = await moment()
    const meanwhile = await (await asking(leaving, { at, known_at: at })).text()
    goOn()
    expect((await withdrawn).ok).toBe(true)
    const [, knownAt = ''] = [...meanwhile.matchAll(/<time dateTime="([^"]+)"/gi)].map(([, time]) => time)
    expect(knownAt < at).toBe(true)
    expect(meanwhile).toContain('<code>permitted-by-consent</code>')
    expect(await reasonOf(await asking(leaving, { at, known_at: knownAt }))).toBe('permitted-by-consent')
    expect(await reasonOf(await asking(leaving, { at, known_at: at }))).toBe('withdrawn')
  })

  test('is noted with what was asked, and never about whom', async () => {
    const asked = await decided(person)
    await desk.post(DECISION, asked)
    const [again] = await lastNoted()
    expect(again).toMatchObject({ actorKind: 'staff', actorId: auditor.id, action: 'decision-explained' })
    expect(again?.detail).toEqual({ decision_id: asked.decision, subjects: 1, known_at: null })
    await asking(person)
    const [question] = await lastNoted()
    expect(question).toMatchObject({ actorKind: 'staff', actorId: auditor.id, action: 'question-explained' })
    expect(question?.detail).toMatchObject({ organisation: node.organisationId, programme: 'lung', ...REQUEST })
    expect(JSON.stringify([again, question])).not.toContain(person.pseudonym)
    expect(JSON.stringify([again, question])).not.toContain(person.id)
  })

  test('learns of somebody who closed her account that nothing can be read any more', async () => {
    const leaving = await aPersonWho('yes')
    const asked = await decided(leaving)
    const before = await moment()
    await closeAccount(accord.portal, { contributorId: leaving.id, snapshot: SNAPSHOT })
    expect(await reasonOf(await desk.post(DECISION, asked))).toBe('record-erased')
    expect(await reasonOf(await asking(leaving, { at: before }))).toBe('record-erased')
  })

  test('finds no person by looking: the pages name nobody, and an unknown pseudonym reads as one without a record', async () => {
    for (const place of [DECISION, QUESTION])
      expect(await (await desk.get(place)).text()).not.toContain(person.pseudonym)
    const elsewhere = await aContributor(accord, (await aNode(accord, ['lung'])).organisationId)
    await answers(accord, elsewhere, 'yes')
    const untold = await aContributor(accord, node.organisationId)
    for (const { pseudonym } of [{ pseudonym: 'nobody-of-this-name' }, elsewhere, untold])
      expect(await reasonOf(await asking({ pseudonym }))).toBe('no-record')
  })
})

describe('an answer is refused', () => {
  test('to editors, approvers, and whoever is not signed in', async () => {
    for (const role of ['editor', 'approver'] as const) {
      const other = await signedIn(await aStaffMember(accord, [{ role, programmeId: 'lung' }]))
      for (const place of [DECISION, QUESTION]) {
        expect([role, (await other.get(place)).status]).toEqual([role, 403])
        expect([role, (await other.post(place, await decided(person))).status]).toEqual([role, 403])
      }
    }
    expect((await aBrowser(server.url).get(DECISION)).status).toBe(302)
  })

  test('to another programme’s auditor, as of a decision that nobody made', async () => {
    const other = await signedIn(await aStaffMember(accord, [{ role: 'auditor', programmeId: 'breast' }]))
    const asked = await decided(person)
    const unknown = { ...asked, decision: '3f0c1f1f-7a11-4a57-9c3e-0b6f2f0e6f0c' }
    const [first] = await lastNoted()
    const told = await refusalIn(await other.post(DECISION, asked))
    expect(told).toEqual([404, 'We know no decision of this number in a programme that you audit.'])
    expect(await refusalIn(await other.post(DECISION, unknown))).toEqual(told)
    expect(await refusalIn(await desk.post(DECISION, await decided(person, 'breast')))).toEqual(told)
    expect((await lastNoted()).map(({ action }) => action)).toEqual(['decided'])
    expect(first?.action).toBe('decided')
  })

  test('about another programme, its data uses, or a hospital that takes no part', async () => {
    const use = await aDataUse(accord, 'breast')
    const stranger = await aNode(accord, ['breast'])
    const asked = [
      { basis: 'consent:breast' },
      { basis: `altruism:${use.id}` },
      { basis: 'consent:nowhere' },
      { hospital: stranger.organisationId },
    ]
    const told = await Promise.all(asked.map(async (changes) => (await asking(person, changes)).status))
    expect(told).toEqual([404, 404, 404, 404])
  })

  test('of a decision that was noted before what it had seen was, with a sentence for it', async () => {
    const asked = await decided(person)
    await accord.owner.as('public', async (tx) => {
      await tx.execute(sql`alter table audit disable trigger only_added`)
      await tx.execute(
        sql`update audit set detail = detail - 'seen' where detail ->> 'decision_id' = ${asked.decision}`,
      )
      await tx.execute(sql`alter table audit enable trigger only_added`)
    })
    const [status, told] = await refusalIn(await desk.post(DECISION, asked))
    expect([status, told]).toEqual([410, expect.stringContaining('we did not yet note what it had seen')])
  })

  test.each([
    ['a time that is none', { at: 'yesterday' }],
    ['a day that no calendar has', { at: '2026-02-30 10:00' }],
    ['a time to come', { at: '2999-01-01 10:00' }],
    ['what will be known', { known_at: '2999-01-01 10:00' }],
    ['no pseudonym', { pseudonym: '' }],
    ['a region that is none', { region: 'the-moon' }],
    ['half of the days of the scans', { acquired_from: '2020-01-01' }],
    ['those days the wrong way round', { acquired_from: '2020-01-02', acquired_until: '2020-01-01' }],
    ['a NUL', { pseudonym: 'a\0b' }],
    ['a hospital that is no id', { hospital: "x' or 1=1" }],
  ])('with %s, and nothing is noted', async (_, changes) => {
    const [before] = await lastNoted()
    const answer = await asking(person, changes)
    expect([400, 422]).toContain(answer.status)
    expect((await lastNoted())[0]?.id).toBe(before?.id)
  })
})
