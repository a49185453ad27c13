import { afterAll, beforeAll, expect, test } from 'vitest'
import { decideForSubjects } from '#app/services/decide-for-subjects.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import type { Tx } from '#db/client.server.ts'
import { bearer, opened, type Surface, send } from '#tests/api/as-node.ts'
import { manyPeople } from '#tests/api/many-people.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aNode,
  aProgramme,
  REQUEST,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { heldBeforeCommit } from '#tests/support/held.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { planOf, watched } from '#tests/support/watched.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string
let known: string[]
let everyone: string[]

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
  token = await bearer(surface, node)
  known = await manyPeople(accord, node, 50_000)
  everyone = known.flatMap((pseudonym, index) => [pseudonym, `stranger-${String(index).padStart(12, '0')}`])
}, 120_000)
afterAll(() => accord.close())

const decide = (subjects: string[]) =>
  send(surface, '/api/v1/decisions', token, { legal_basis: 'consent', programme: 'lung', ...REQUEST, subjects })

/** Counts what is asked of the database while `work` runs. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const { db } = accord.portal
  const plain = db.as
  let statements = 0
  const counting = (tx: Tx) =>
    new Proxy(tx, {
      get: (target, member) => {
        if (['select', 'insert', 'update', 'delete', 'execute', 'selectDistinct'].includes(String(member))) statements++
        return Reflect.get(target, member)
      },
    })
  db.as = (scope, inside, options) => plain(scope, (tx) => inside(counting(tx)), options)
  await work()
  db.as = plain
  return statements
}

test('100,000 people are decided about in one request, with as many queries as one person', async () => {
  let answer = await decide(['the-node-is-known-from-now-on'])
  const forMany = await statementsOf(async () => {
    answer = await decide(everyone)
  })
  const { evaluated, permitted } = (await answer.json()) as { evaluated: number; permitted: string[] }

  expect(answer.status).toBe(200)
  expect(evaluated).toBe(100_000)
  expect(permitted).toEqual(known)
  expect(forMany).toBe(await statementsOf(() => decide(everyone.slice(0, 1))))
}, 120_000)

test('100,000 people are answered about from a few rows: as many as there are ways to have chosen, not people', async () => {
  const { portal, asked } = watched(accord)
  const basis = { legal_basis: 'consent', programme: 'lung' } as const
  const decided = await decideForSubjects(portal, { node, basis, use: REQUEST, subjects: everyone })
  expect(decided.ok && decided.event.permitted.length).toBe(known.length)
  for (const statement of asked.filter(({ sql }) => sql.startsWith('select') && sql.includes('from'))) {
    const [answer] = await planOf(accord, statement)
    expect(answer?.['Actual Rows']).toBeLessThanOrEqual(5)
  }
}, 120_000)

test('while 100,000 people are decided about, one of them withdraws and another hospital’s token is looked up', async () => {
  const her = await aContributor(accord, node.organisationId)
  await answers(accord, her, 'yes')
  const elsewhere = await aNode(accord, ['lung'])
  const someone = await aContributor(accord, elsewhere.organisationId)
  await answers(accord, someone, 'yes')
  const bearerElsewhere = await bearer(surface, elsewhere)
  const compact = await tokenOf(someone, bearerElsewhere)
  const order: string[] = []
  const { portal, reached, goOn } = heldBeforeCommit(accord)
  const basis = { legal_basis: 'consent', programme: 'lung' } as const
  const decided = decideForSubjects(portal, { node, basis, use: REQUEST, subjects: everyone.concat(her.pseudonym) })
  decided.then(() => order.push('decided'))
  await reached

  const withdrawal = { contributorId: her.id, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT } as const
  expect((await withdrawConsent(accord.portal, withdrawal)).ok).toBe(true)
  order.push('withdrawn')
  expect(await introspected(compact, bearerElsewhere)).toEqual({ active: true })
  order.push('looked up')
  goOn()
  const answer = await decided
  expect(answer.ok && answer.event.permitted.at(-1)).toBe(her.pseudonym)
  expect(order).toEqual(['withdrawn', 'looked up', 'decided'])
  expect(((await (await decide([her.pseudonym])).json()) as { permitted: string[] }).permitted).toEqual([])
}, 30_000)

async function tokenOf({ pseudonym }: TestContributor, by: string): Promise<string> {
  const body = { legal_basis: 'consent', programme: 'lung', subjects: [pseudonym] }
  const answer = await send(surface, '/api/v1/consent-tokens', by, body)
  const { consent_tokens } = (await answer.json()) as { consent_tokens: { consent_token: string }[] }
  return consent_tokens[0]?.consent_token ?? ''
}

async function introspected(compact: string, by: string) {
  const answer = await surface.request('/oauth/introspect', {
    method: 'POST',
    headers: { Authorization: `Bearer ${by}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token: compact }).toString(),
  })
  const { active } = (await answer.json()) as { active: boolean }
  return { active }
}

test('10,000 AuthZEN evaluations that ask the same are answered with as many queries as one', async () => {
  const { purpose, recipient, region, data } = REQUEST
  const common = {
    action: { name: purpose },
    resource: { type: 'programme', id: 'lung', properties: { data } },
    context: { recipient, region },
  }
  const hospital = await aNode(accord, ['lung'])
  const known = await manyPeople(accord, hospital, 5_000)
  const bearerOfHospital = await bearer(surface, hospital)
  const everyone = known.flatMap((pseudonym, index) => [`unknown-${index}`, pseudonym])
  const evaluate = (subjects: string[]) => {
    const evaluations = subjects.map((id) => ({ subject: { type: 'patient-pseudonym', id } }))
    return send(surface, '/access/v1/evaluations', bearerOfHospital, { ...common, evaluations })
  }

  let answer = await evaluate(['the-node-is-known-from-now-on'])
  const forMany = await statementsOf(async () => {
    answer = await evaluate(everyone)
  })
  const { evaluations } = (await answer.json()) as { evaluations: { decision: boolean }[] }

  expect(evaluations.map(({ decision }) => decision)).toEqual(everyone.map((subject) => subject.startsWith('person-')))
  expect(forMany).toBe(await statementsOf(() => evaluate(everyone.slice(0, 1))))
}, 120_000)
