import { join } from 'node:path'
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import { expect, test } from 'vitest'
import { publicPart, type TestNode, testNode } from './support/test-node.ts'

const USED = 'report --data-use use-1 --operation training --tool nodule-net --tool-version 2.1 --outcome used'

async function nodeWithSubjects(): Promise<TestNode & { report(command?: string): ReturnType<TestNode['run']> }> {
  const node = await testNode()
  const subjects = await node.write(
    'allowed.csv',
    'pseudonym,scan\nana-7f3kq9x2m4w8,1\nana-7f3kq9x2m4w8,2\nbor-2k8s6d1f0g5h,3\n',
  )
  return { ...node, report: (command = USED) => node.run(command, '--subjects', subjects) }
}

async function claimsOf(node: TestNode, jws: string | undefined) {
  const key = await importJWK(publicPart(JSON.parse((await node.read('home/private.jwk.json')) ?? '')), 'ES384')
  const { payload } = await compactVerify(jws ?? '', key)
  return JSON.parse(new TextDecoder().decode(payload))
}

test('a hospital signs what it did, each person named once', async () => {
  const node = await nodeWithSubjects()
  expect(await node.report()).toMatchObject({ exitCode: 0, json: { accepted: true, seq: 1, subjects: 2 } })

  const [jws] = node.portal.reports
  expect(decodeProtectedHeader(jws ?? '')).toMatchObject({ alg: 'ES384', typ: 'usage-report+jwt' })
  expect(await claimsOf(node, jws)).toMatchObject({
    iss: 'node-1',
    aud: node.portal.url,
    seq: 1,
    data_use: 'use-1',
    operation: 'training',
    tool: { name: 'nodule-net', version: '2.1' },
    subjects: ['ana-7f3kq9x2m4w8', 'bor-2k8s6d1f0g5h'],
    outcome: 'used',
  })
})

test('reports are numbered without a gap', async () => {
  const node = await nodeWithSubjects()
  await node.report()
  await node.report(USED.replace('training', 'validation'))

  expect(await Promise.all(node.portal.reports.map(async (jws) => (await claimsOf(node, jws)).seq))).toEqual([1, 2])
})

test('a report whose answer was lost is sent again as it was, under its number', async () => {
  const node = await nodeWithSubjects()
  node.portal.levers.usageStatuses = [0]
  expect((await node.report()).exitCode).toBe(5)
  expect(await node.report()).toMatchObject({ exitCode: 0, json: { seq: 1 } })

  expect(node.portal.reports).toHaveLength(2)
  expect(node.portal.reports[1]).toBe(node.portal.reports[0])
})

test('another report waits until the one on its way has arrived', async () => {
  const node = await nodeWithSubjects()
  node.portal.levers.usageStatuses = [503]
  expect((await node.report()).exitCode).toBe(5)
  expect(await node.report(USED.replace('training', 'validation'))).toMatchObject({ exitCode: 0, json: { seq: 2 } })

  const claims = await Promise.all(node.portal.reports.map((jws) => claimsOf(node, jws)))
  expect(claims.map(({ seq, operation }) => [seq, operation])).toEqual([
    [1, 'training'],
    [2, 'validation'],
  ])
})

test('a report that the portal refuses for good uses up no number', async () => {
  const node = await nodeWithSubjects()
  node.portal.levers.usageStatuses = [422]
  expect(await node.report()).toMatchObject({
    exitCode: 5,
    json: { refused: 'report-refused', problem: 'refused-in-a-test' },
  })
  expect(await node.report(USED.replace('training', 'validation'))).toMatchObject({ exitCode: 0, json: { seq: 1 } })
})

test('two reports at a time get two numbers', async () => {
  const node = await nodeWithSubjects()
  const both = await Promise.all([node.report(), node.report(USED.replace('training', 'validation'))])
  expect(both.map(({ json }) => json.seq).toSorted()).toEqual([1, 2])
})

test('a report about nobody, or with an outcome that nobody knows, is a wrong command line', async () => {
  const node = await nodeWithSubjects()
  expect((await node.report(USED.replace('used', 'perhaps'))).exitCode).toBe(2)
  const empty = await node.write('empty.csv', 'pseudonym\n')
  expect((await node.run(USED, '--subjects', empty)).exitCode).toBe(2)
  expect((await node.run(USED, '--subjects', join(node.folder, 'nowhere.csv'))).exitCode).toBe(5)
})
