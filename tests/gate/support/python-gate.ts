import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { TokenCase } from '#gate/selftest/case-writer.ts'

const FOLDER = join(import.meta.dirname, '../../../gate/python')
export const PYTHON_GATE = join(FOLDER, 'accord_gate.py')

/** Debian's own interpreter where there is one: it is the one with `python3-jwt`. */
export const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import jwt, cryptography']).status === 0,
)

/** What the Python gate says of each, in one process. */
export function pythonVerdicts(cases: readonly TokenCase[]): unknown[] {
  return answersFrom(
    'verify_consent_token(q["token"], trust_of(q["trust"]), q["request"], q["at"], q["offline"])',
    cases.map(({ token, trust, request, at, freshness }) => {
      return { token, trust: textOf(trust), request, at: at.getTime() / 1000, offline: freshness === 'exp' }
    }),
  )
}

const texts = new WeakMap<object, string>()

/** Many cases share what is known; it is written, and read, once. */
function textOf(trust: object): string {
  const text = texts.get(trust) ?? JSON.stringify(trust)
  texts.set(trust, text)
  return text
}

/** What the Python gate says of receipts, by the keys of this set. */
export function pythonReceiptVerdicts(
  asked: readonly { file: Buffer; issuer: string; at: Date }[],
  keySet: object,
): unknown[] {
  return answersFrom(
    'verify_receipt(base64.b64decode(q["file"]), q["issuer"], issuer_keys(q["keys"]), q["at"])',
    asked.map(({ file, issuer, at }) => {
      return { file: file.toString('base64'), issuer, keys: keySet, at: at.getTime() / 1000 }
    }),
  )
}

export function pythonProvisions(asked: readonly unknown[]): unknown[] {
  return answersFrom('permitting_provision(*q)', asked)
}

/** Evaluates a Python expression for each question, a line in and a line out. */
function answersFrom(expression: string, questions: readonly unknown[]): unknown[] {
  const script = `import base64, json, sys
sys.path.insert(0, sys.argv[1])
from accord_gate import *
from functools import lru_cache
@lru_cache(maxsize=1)
def trust_of(text):
    try:
        return Trust(json.loads(text))
    except Exception:
        return json.loads(text)
for line in sys.stdin:
    q = json.loads(line)
    print(json.dumps(${expression}))
`
  const { stdout, stderr, status } = spawnSync(PYTHON ?? 'python3', ['-c', script, FOLDER], {
    input: questions.map((question) => JSON.stringify(question)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}
