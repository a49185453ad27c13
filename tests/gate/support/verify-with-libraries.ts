import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Debian's own interpreter where there is one: it is the one with Debian's libraries. */
export const PYTHON_LIBRARIES = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import jwt, jwcrypto']).status === 0,
)

type Question = { jws: string; jwk: object; typ: string }

/** What each library reads in each document, or null where it refuses it. */
export function readByLibraries(questions: readonly Question[]): { jwt: unknown; jwcrypto: unknown }[] {
  const { stdout, stderr, status } = spawnSync(
    PYTHON_LIBRARIES ?? 'python3',
    [join(import.meta.dirname, 'verify-with-libraries.py')],
    { input: questions.map((question) => JSON.stringify(question)).join('\n'), encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  if (status !== 0) throw new Error(stderr)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}
