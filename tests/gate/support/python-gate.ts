import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { TokenCase } from './token-cases.ts'

const FOLDER = join(import.meta.dirname, '../../../gate/python')
export const PYTHON_GATE = join(FOLDER, 'accord_gate.py')

/** Debian's own interpreter where there is one: it is the one with `python3-jwt`. */
export const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import jwt, cryptography']).status === 0,
)

const ONE_VERDICT_A_LINE = `
import json, sys
sys.path.insert(0, sys.argv[1])
from accord_gate import verify_consent_token
for line in sys.stdin:
    case = json.loads(line)
    verdict = verify_consent_token(case["token"], case["trust"], case["request"], case["at"], case["offline"])
    print(json.dumps(verdict))
`

/** What the Python gate says of each, in one process. */
export function pythonVerdicts(cases: readonly TokenCase[]): unknown[] {
  const input = cases.map(({ token, trust, request, at, freshness }) =>
    JSON.stringify({ token, trust, request, at: at.getTime() / 1000, offline: freshness === 'exp' }),
  )
  const { stdout, stderr, status } = spawnSync(PYTHON ?? 'python3', ['-c', ONE_VERDICT_A_LINE, FOLDER], {
    input: input.join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}
