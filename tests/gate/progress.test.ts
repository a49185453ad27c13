import { join } from 'node:path'
import { expect, test } from 'vitest'
import { main } from '#gate/main.ts'
import { type TestNode, testNode } from './support/test-node.ts'

const ANA = 'ana-7f3kq9x2m4w8'
const WANTED =
  '--programme lung --basis consent --purpose ai-development --recipient public-research --region eu-eea --data imaging-ct'

/** What a check says on standard error. */
async function toldBy(options: string[], terminal: boolean): Promise<string> {
  const node: TestNode = await testNode()
  node.portal.permit({ subject: ANA, idx: 1 })
  const cohort = await node.write('cohort.csv', `pseudonym\n${ANA}\n`)
  const args = ['--home', node.home, ...WANTED.split(' '), '--cohort', cohort, '--out', join(node.folder, 'out.csv')]
  let told = ''
  const complain = (text: string) => {
    told += text
  }
  expect(await main(['check', ...args, ...options], { ...node.world, terminal, complain })).toBe(0)
  return told
}

test('a check tells nothing where nobody watches', async () => {
  expect(await toldBy([], false)).toBe('')
})

test('on a terminal it renews one line and leaves none behind', async () => {
  const told = await toldBy([], true)
  expect(told).toContain('going through the cohort: 1')
  expect(told).not.toContain('\n')
  expect(told.endsWith('\r\u001b[K')).toBe(true)
})

test('to a program that asks, it tells each stage as a JSON line', async () => {
  const steps = (await toldBy(['--progress'], true))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(steps).toContainEqual({ progress: 'checking', done: 1, of: null })
  expect(new Set(steps.map(({ progress }) => progress))).toEqual(new Set(['reading', 'verifying', 'checking']))
})
