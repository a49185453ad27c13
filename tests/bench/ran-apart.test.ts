import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ranApart } from '../../bench/ran-apart.ts'

const ANSWERS = 'tests/bench/support/answers.ts'

test('a figure comes from a process of its own', async () => {
  expect(await ranApart(ANSWERS, { says: { answer: { ours: 3 } }, ends: 0 })).toEqual({ ours: 3 })
})

test.each([
  ['that says why it has no figure', { says: { failure: 'a wrong answer' }, ends: 0 }, 'a wrong answer'],
  ['that ends without a word', { ends: 7 }, 'its process ended (7) without a word'],
])('there is none from one %s', async (_, told, why) => {
  await expect(ranApart(ANSWERS, told)).rejects.toThrow(why)
})

test.each(['SIGINT', 'SIGTERM'] as const)('whoever is ended by %s leaves no measurement behind', async (signal) => {
  const bench = spawn(process.execPath, [join(import.meta.dirname, 'support/stays.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [pid] = await once(bench.stdout, 'data')
  bench.kill(signal)
  await once(bench, 'exit')
  expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH')
})
