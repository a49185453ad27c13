import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { REQUEST } from '#gate/selftest/good-case.ts'
import { temporaryFolder } from './support/folder.ts'
import { PYTHON, PYTHON_GATE, pythonVerdicts } from './support/python-gate.ts'
import { testNode } from './support/test-node.ts'
import { casesOfContent, casesOfSignature } from './support/token-case.ts'
import { twinSignature } from './support/twin-signature.ts'
import { verdictOn } from './support/verdict-on.ts'

const cases = [...casesOfSignature, ...casesOfContent, twinSignature().twin]

describe.skipIf(!PYTHON)('a hospital that runs the Python gate (skipped where python3-jwt is not installed)', () => {
  const verdicts = PYTHON ? pythonVerdicts(cases) : []

  test.each(cases.map((given, index) => ({ ...given, verdict: verdicts[index] })))(
    'gets the same verdict on $name ($expected)',
    async ({ verdict, ...given }) => {
      expect(verdict).toEqual(await verdictOn(given))
    },
  )

  test('reads the same trust file on its command line, denies what is stale and ends with exit code 5', async () => {
    const [given] = cases
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'trust.json'), JSON.stringify(given?.trust))
    await writeFile(join(folder, 'request.json'), JSON.stringify(given?.request))
    const files = ['--trust', join(folder, 'trust.json'), '--request', join(folder, 'request.json')]

    const forged = spawnSync(PYTHON ?? '', [PYTHON_GATE, 'verify', ...files, given?.token ?? ''], { encoding: 'utf8' })
    expect(JSON.parse(forged.stdout)).toEqual({ outcome: 'deny', reason: 'algorithm-not-allowed' })
    expect(forged.status).toBe(4)

    const blind = spawnSync(PYTHON ?? '', [PYTHON_GATE, 'verify', ...files.with(1, 'nowhere.json'), '-'], { input: '' })
    expect(blind.status).toBe(5)
  })

  test('goes by what a sync wrote down, revoked keys among it', async () => {
    const node = await testNode({ startsAt: new Date(), runs: true })
    node.portal.permit({ subject: 'ana-7f3kq9x2m4w8', idx: 1 })
    await node.run('sync')
    const request = await node.write('request.json', JSON.stringify(REQUEST))
    const tokens = await readFile(join(node.home, 'state/consent-tokens/consent-lung.ndjson'), 'utf8')
    const { consent_token } = JSON.parse(tokens.split('\n')[1] ?? '')
    const verdict = () => {
      const files = ['--trust', join(node.home, 'state/trust.json'), '--request', request]
      const { stdout } = spawnSync(PYTHON ?? '', [PYTHON_GATE, 'verify', ...files, '-'], { input: consent_token })
      return JSON.parse(String(stdout))
    }
    expect(verdict()).toMatchObject({ outcome: 'permit', subject: 'ana-7f3kq9x2m4w8' })

    node.portal.levers.revokedKids = [node.portal.levers.consentKey.kid]
    await node.run('sync')
    expect(verdict()).toEqual({ outcome: 'deny', reason: 'key-revoked' })
  })
})
