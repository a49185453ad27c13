import { eq, type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeAccount } from '#app/services/close-account.server.ts'
import { objectToUse, reverseObjection } from '#app/services/object-to-use.server.ts'
import { answerUse, preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { voidClaim } from '#app/services/void-claim.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import type { Tx } from '#db/client.server.ts'
import { audit, dataUses, enrolments, supersededForms } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aDataUse,
  aNode,
  aProgramme,
  CHOICES,
  PERMIT,
  REQUEST,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { readHistory } from '#tests/support/read-history.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, problemOf, type Surface, send } from './as-node.ts'
import { type Auditor, auditor } from './auditor.ts'

/** A hospital asks today; its auditor wants to know later what was answered about somebody, and why. */

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string
let hospital: Auditor

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  await aProgramme(accord, 'prostate')
  node = await aNode(accord, ['lung', 'prostate'])
  hospital = await auditor(accord, surface, node)
  token = await bearer(surface, node)
})
afterAll(() => accord.close())

const BY_CONSENT = { legal_basis: 'consent', programme: 'lung', ...REQUEST }

async function decide(people: TestContributor[], changes: object = {}) {
  const body = { ...BY_CONSENT, ...changes, subjects: people.map(({ pseudonym }) => pseudonym) }
  const answer = await send(surface, '/api/v1/decisions', token, body)
  expect(answer.status).toBe(200)
  return (await answer.json()) as { decision_id: string; as_of: string; permitted: string[] }
}

async function aPersonWho(answer: 'yes' | 'no' | 'later') {
  const person = await aContributor(accord, node.organisationId)
  await answers(accord, person, answer)
  return person
}

const withdraws = ({ id: contributorId }: TestContributor) =>
  withdrawConsent(accord.portal, { contributorId, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT })
const objects = ({ id: contributorId }: TestContributor) =>
  objectToUse(accord.portal, { contributorId, country: 'SI', snapshot: SNAPSHOT })

const now = () => new Date().toISOString()

describe('an auditor of the hospital', () => {
  test('reads what was asked and how much was answered, never about whom', async () => {
    const [yes, no] = [await aPersonWho('yes'), await aPersonWho('no')]
    const { decision_id, as_of } = await decide([yes, no], { acquired: { from: '2020-01-01', until: '2020-12-31' } })
    const answer = await hospital.read(decision_id)
    expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([200, 'no-store'])
    expect(await answer.json()).toEqual({
      decision_id,
      as_of,
      client_id: node.clientId,
      ...BY_CONSENT,
      acquired: { from: '2020-01-01', until: '2020-12-31' },
      evaluated: 2,
      permitted: 1,
    })
  })

  test('learns who was permitted by which provision, on which form, in which words', async () => {
    const person = await aPersonWho('yes')
    const { decision_id, as_of } = await decide([person])
    const [given] = await readHistory(accord.portal, person.id)
    expect(await hospital.explain(decision_id, [person.pseudonym])).toEqual({
      decision_id,
      as_of,
      known_at: as_of,
      answers: [
        {
          subject: person.pseudonym,
          outcome: 'permit',
          reason: 'permitted-by-consent',
          provision: PERMIT,
          form: { id: 'lung-1', version: '1' },
          language: 'en',
          snapshot_sha256: given?.hash,
          decided_on: as_of.slice(0, 10),
        },
      ],
    })
  })

  test('learns why everybody else was not, each once and in the order asked', async () => {
    const elsewhere = await aContributor(accord, (await aNode(accord, ['lung'])).organisationId)
    await answers(accord, elsewhere, 'yes')
    const people: Record<string, TestContributor> = {
      refused: await aPersonWho('no'),
      deferred: await aPersonWho('later'),
      withdrawn: await aPersonWho('yes'),
      objected: await aPersonWho('yes'),
      'no-record': await aContributor(accord, node.organisationId),
    }
    await withdraws(people.withdrawn as TestContributor)
    await objects(people.objected as TestContributor)
    const { decision_id, permitted } = await decide(Object.values(people))
    expect(permitted).toEqual([])
    const names = Object.values(people).map(({ pseudonym }) => pseudonym)
    const asked = [...names, elsewhere.pseudonym, 'nobody-of-this-name', ...names]
    const { answers: told } = await hospital.explain(decision_id, asked)
    expect(told.map(({ subject }) => subject)).toEqual(asked.slice(0, 7))
    expect(told.map(({ reason }) => reason)).toEqual([...Object.keys(people), 'no-record', 'no-record'])
    expect(told.every(({ outcome, provision }) => outcome === 'deny' && provision === null)).toBe(true)
    expect(told.map(({ form }) => form?.id ?? null)).toEqual(['lung-1', 'lung-1', 'lung-1', null, null, null, null])
    expect(told.map(({ decided_on }) => decided_on !== null)).toEqual([true, true, true, true, false, false, false])
  })

  test('learns that what was asked is outside what she permitted', async () => {
    const person = await aPersonWho('yes')
    const { decision_id } = await decide([person], { purpose: 'product-development' })
    expect(await hospital.reasons(decision_id, [person.pseudonym])).toEqual(['outside-scope'])
  })

  test('is told nothing by which her two hospitals could be matched', async () => {
    const person = await aPersonWho('yes')
    const { decision_id } = await decide([person])
    const [event] = await readHistory(accord.portal, person.id)
    const said = JSON.stringify((await hospital.explain(decision_id, [person.pseudonym])).answers)
    for (const secret of [event?.id, event?.recordedAt.toISOString(), person.id, person.enrolmentId]) {
      expect(said).not.toContain(secret)
    }
  })

  test('may ask about what an AuthZEN evaluation was answered', async () => {
    const person = await aPersonWho('yes')
    const { purpose, recipient, region, data } = REQUEST
    const asked = {
      subject: { type: 'patient-pseudonym', id: person.pseudonym },
      action: { name: purpose },
      resource: { type: 'programme', id: 'lung', properties: { data } },
      context: { recipient, region },
    }
    expect(await (await send(surface, '/access/v1/evaluation', token, asked)).json()).toEqual({ decision: true })
    await withdraws(person)
    const [last] = (await noted('decided')).slice(-1)
    expect(await hospital.reasons(String(last?.detail.decision_id), [person.pseudonym])).toEqual([
      'permitted-by-consent',
    ])
  })

  test('is noted to have asked, and not about whom', async () => {
    const person = await aPersonWho('yes')
    const { decision_id } = await decide([person])
    await hospital.explain(decision_id, [person.pseudonym, 'somebody-else-entirely'])
    const rows = await noted('decision-explained')
    expect(rows.at(-1)).toMatchObject({
      actorKind: 'node',
      actorId: node.clientId,
      detail: { decision_id, subjects: 2, known_at: null },
    })
    expect(JSON.stringify(rows)).not.toContain(person.pseudonym)
  })
})

function noted(action: string) {
  return accord.owner.as('public', (tx) => tx.select().from(audit).where(eq(audit.action, action)).orderBy(audit.id))
}

describe('what was answered then is answered again', () => {
  test('after she withdrew, refused, objected or came back', async () => {
    const [steady, withdrew, objected, came] = [
      await aPersonWho('yes'),
      await aPersonWho('yes'),
      await aPersonWho('yes'),
      await aPersonWho('no'),
    ]
    const people = [steady, withdrew, objected, came]
    const names = people.map(({ pseudonym }) => pseudonym)
    const { decision_id } = await decide(people)
    const before = await hospital.explain(decision_id, names)
    await withdraws(withdrew)
    await objects(objected)
    await answers(accord, came, 'yes')
    expect(await hospital.explain(decision_id, names)).toEqual(before)
    const later = await hospital.explain(decision_id, names, now())
    expect(later.answers).toEqual(before.answers)
    expect(later.known_at > before.known_at).toBe(true)
    const today = await decide(people)
    expect(await hospital.reasons(today.decision_id, names)).toEqual([
      'permitted-by-consent',
      'withdrawn',
      'objected',
      'permitted-by-consent',
    ])
  })

  test('also of a reversed objection', async () => {
    const person = await aPersonWho('yes')
    await objects(person)
    const { decision_id } = await decide([person])
    await reverseObjection(accord.portal, { contributorId: person.id, country: 'SI', snapshot: SNAPSHOT })
    expect(await hospital.reasons(decision_id, [person.pseudonym])).toEqual(['objected'])
  })

  test('after a form was taken back', async () => {
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes', { programmeId: 'prostate', formId: 'prostate-1' })
    const before = await decide([person], { programme: 'prostate' })
    await accord.owner.as('public', (tx) => tx.insert(supersededForms).values({ formId: 'prostate-1', at: new Date() }))
    const after = await decide([person], { programme: 'prostate' })
    expect(await hospital.reasons(before.decision_id, [person.pseudonym])).toEqual(['permitted-by-consent'])
    expect(await hospital.reasons(before.decision_id, [person.pseudonym], now())).toEqual(['permitted-by-consent'])
    expect(await hospital.reasons(after.decision_id, [person.pseudonym])).toEqual(['form-superseded'])
  })

  test('by altruism, after the data use was ended and she answered it otherwise', async () => {
    const { id: dataUseId } = await aDataUse(accord, 'lung')
    const person = await aContributor(accord, node.organisationId)
    const wish = { contributorId: person.id, choices: CHOICES, snapshot: SNAPSHOT }
    const asked = { legal_basis: 'altruism', programme: undefined, data_use: dataUseId }
    const decisions = [await decide([person], asked)]
    await preferAltruism(accord.portal, { ...wish, mode: 'ask-me' })
    decisions.push(await decide([person], asked))
    await answerUse(accord.portal, { contributorId: person.id, dataUseId, answer: 'yes', snapshot: SNAPSHOT })
    decisions.push(await decide([person], asked))
    await answerUse(accord.portal, { contributorId: person.id, dataUseId, answer: 'no', snapshot: SNAPSHOT })
    decisions.push(await decide([person], asked))
    await accord.owner.as('public', (tx) =>
      tx.update(dataUses).set({ status: 'ended' }).where(eq(dataUses.id, dataUseId)),
    )
    const reasons = await Promise.all(
      decisions.map(({ decision_id }) => hospital.reasons(decision_id, [person.pseudonym])),
    )
    expect(reasons.flat()).toEqual(['no-record', 'deferred', 'permitted-by-altruism', 'refused'])
    expect(decisions.map(({ permitted }) => permitted.length)).toEqual([0, 0, 1, 0])
  })

  test('although the pseudonym was somebody else’s then', async () => {
    const [first, second] = [await aPersonWho('yes'), await aPersonWho('no')]
    const before = await decide([first])
    await voidClaim(accord.portal, { enrolmentId: first.enrolmentId })
    const between = await decide([first])
    await isGivenTo(second, first.enrolmentId)
    const after = await decide([first])
    expect([before.permitted, between.permitted, after.permitted]).toEqual([[first.pseudonym], [], []])
    for (const [{ decision_id }, reason] of [
      [before, 'permitted-by-consent'],
      [between, 'no-record'],
      [after, 'refused'],
    ] as const) {
      expect(await hospital.reasons(decision_id, [first.pseudonym])).toEqual([reason])
    }
  })

  test('but never of somebody who closed her account: nothing can be read, and nothing is guessed', async () => {
    const person = await aPersonWho('yes')
    const { decision_id, permitted } = await decide([person])
    expect(permitted).toEqual([person.pseudonym])
    await closeAccount(accord.portal, { contributorId: person.id, snapshot: SNAPSHOT })
    const { answers: told } = await hospital.explain(decision_id, [person.pseudonym])
    expect(told).toEqual([
      {
        subject: person.pseudonym,
        outcome: null,
        reason: 'record-erased',
        provision: null,
        form: null,
        language: null,
        snapshot_sha256: null,
        decided_on: null,
      },
    ])
  })

  test('although the database was restored from a dump since and counts its transactions anew', async () => {
    const days = (count: number) => new Date(Date.now() + count * 86_400_000)
    accord.setTime(days(-2))
    const person = await aPersonWho('yes')
    await claimedLongAgo(person)
    accord.setTime(null)
    const { decision_id } = await decide([person])
    accord.setTime(days(2))
    await withdraws(person)
    accord.setTime(null)
    for (const snapshotThatMeansNothing of ['3:3:', '999999999:999999999:']) {
      await accord.owner.as('public', (tx) =>
        changed(
          tx,
          'audit',
          sql`detail = jsonb_set(detail, '{seen}', to_jsonb(${snapshotThatMeansNothing}::text))
          where detail ->> 'decision_id' = ${decision_id}`,
        ),
      )
      expect(await hospital.reasons(decision_id, [person.pseudonym])).toEqual(['permitted-by-consent'])
    }
  })
})

function isGivenTo({ id: contributorId }: TestContributor, enrolmentId: string) {
  const claimedAt = new Date()
  return accord.owner.as('public', (tx) =>
    tx.update(enrolments).set({ contributorId, claimedAt }).where(eq(enrolments.id, enrolmentId)),
  )
}

function claimedLongAgo({ enrolmentId }: TestContributor) {
  return accord.owner.as('public', (tx) =>
    changed(tx, 'claims', sql`recorded_at = now() - interval '2 days' where enrolment_id = ${enrolmentId}`),
  )
}

/** As only a superuser's mistake could: in service these tables are only ever added to. */
async function changed(tx: Tx, table: string, change: SQL): Promise<void> {
  await tx.execute(sql`alter table ${sql.identifier(table)} disable trigger only_added`)
  await tx.execute(sql`update ${sql.identifier(table)} set ${change}`)
  await tx.execute(sql`alter table ${sql.identifier(table)} enable trigger only_added`)
}

describe('explanations are refused', () => {
  let decisionId: string
  let person: TestContributor

  beforeAll(async () => {
    person = await aPersonWho('yes')
    decisionId = (await decide([person])).decision_id
  })

  test('to the node itself, without the auditors’ scope', async () => {
    const path = `/api/v1/decisions/${decisionId}`
    const asked = await send(surface, `${path}/explanations`, token, { subjects: [person.pseudonym] })
    expect([asked.status, await problemOf(asked)]).toEqual([403, 'scope-insufficient'])
    const read = await surface.request(path, { headers: { Authorization: `Bearer ${token}` } })
    expect([read.status, await problemOf(read)]).toEqual([403, 'scope-insufficient'])
  })

  test('to another hospital’s auditor, as of a decision that nobody made', async () => {
    const other = await auditor(accord, surface, await aNode(accord, ['lung']))
    for (const id of [decisionId, '3f0c1f1f-7a11-4a57-9c3e-0b6f2f0e6f0c', 'x', "x' or 1=1"]) {
      const answer = await other.ask(encodeURIComponent(id), { subjects: [person.pseudonym] })
      expect([answer.status, await problemOf(answer)]).toEqual([404, 'decision-not-found'])
      const read = await other.read(encodeURIComponent(id))
      expect([read.status, await problemOf(read)]).toEqual([404, 'decision-not-found'])
    }
  })

  test.each([
    ['nobody to ask about', { subjects: [] }],
    ['more than 1,000 people', { subjects: Array.from({ length: 1001 }, (_, n) => `person-${n}`) }],
    ['a time that is none', { subjects: ['x'], known_at: 'yesterday' }],
    ['a member that nobody knows', { subjects: ['x'], knownAt: '2026-01-01T00:00:00Z' }],
    ['a NUL', { subjects: ['a\0b'] }],
  ])('with %s', async (_, body) => {
    const answer = await hospital.ask(decisionId, body)
    expect([answer.status, await problemOf(answer)]).toEqual([400, 'request-invalid'])
  })

  test.each(['seen', 'approved'])(
    'where %s was not noted yet: it is too old, and is read as before',
    async (member) => {
      const use = await aDataUse(accord, 'lung')
      const asked = await decide([person], { legal_basis: 'altruism', programme: undefined, data_use: use.id })
      const isIt = sql`detail ->> 'decision_id' = ${asked.decision_id}`
      await accord.owner.as('public', (tx) =>
        changed(tx, 'audit', sql`detail = detail - ${member}::text where ${isIt}`),
      )
      const answer = await hospital.ask(asked.decision_id, { subjects: [person.pseudonym] })
      expect([answer.status, await problemOf(answer)]).toEqual([410, 'decision-too-old'])
      expect((await hospital.read(asked.decision_id)).status).toBe(200)
    },
  )

  test('of nothing when asked by what was known before it: that is what it had seen', async () => {
    const {
      as_of,
      known_at,
      answers: told,
    } = await hospital.explain(decisionId, [person.pseudonym], '2020-01-01T00:00:00Z')
    expect([known_at, told[0]?.reason]).toEqual([as_of, 'permitted-by-consent'])
  })
})
