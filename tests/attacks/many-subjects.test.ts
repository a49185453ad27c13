import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tx } from '#db/client.server.ts'
import { bearer, opened, type Surface, send } from '#tests/api/as-node.ts'
import { manyPeople } from '#tests/api/many-people.ts'
import { aNode, aProgramme, REQUEST, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
  token = await bearer(surface, node)
})
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
  const known = await manyPeople(accord, node, 50_000)
  const strangers = Array.from({ length: 50_000 }, (_, index) => `stranger-${String(index).padStart(12, '0')}`)
  const everyone = known.flatMap((pseudonym, index) => [pseudonym, strangers[index] ?? ''])

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
