import { expect, test } from 'vitest'
import { sourceFiles } from './support/source-files.ts'

/** What one file would do to the process that all files share (`isolate: false`), and the next one would find. */
const LEFT_BEHIND =
  /\bvi\.(mock|doMock|stubGlobal|stubEnv|useFakeTimers|setSystemTime)\b|\bprocess\.(env\b[^\s]* = |chdir\()|\bglobalThis\S+ = /

test('no test changes what another one finds: modules, globals, the clock, the environment', () => {
  // The journeys run apart, and hand their address on in the environment; the lines below are only read.
  const others = ['tests/support/start-demo.ts', 'tests/one-process.test.ts']
  const tests = sourceFiles('tests').filter(({ path }) => !others.includes(path))
  const stray = tests.filter(({ text }) => LEFT_BEHIND.test(text)).map(({ path }) => path)
  expect(tests.length).toBeGreaterThan(200)
  expect(stray).toEqual([])
})

test.each([
  "vi.mock('#app/portal.server.ts')",
  'vi.useFakeTimers()',
  "process.env.TZ = 'UTC'",
  "process.env['TZ'] = 'UTC'",
  'globalThis.fetch = ask',
])('as by %s', (line) => {
  expect(LEFT_BEHIND.test(line)).toBe(true)
})
