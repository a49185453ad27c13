import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { main } from '#gate/main.ts'
import type { Finding } from '#gate/selftest/findings.ts'
import { temporaryFolder } from './support/folder.ts'
import { PYTHON, PYTHON_GATE } from './support/python-gate.ts'

const GATE = join(import.meta.dirname, '../../gate/bin/accord-gate.ts')
const LAX = join(import.meta.dirname, 'support/lax-verifier.ts')
const OURS = `"${process.execPath}" "${GATE}" verify`
const IN_PYTHON = `"${PYTHON}" "${PYTHON_GATE}" verify`

type Ran = { exitCode: number; findings: Finding[] }

async function selftest(verifier: string, ...more: string[]): Promise<Ran> {
  const printed: string[] = []
  const exitCode = await main(['selftest', '--verifier', verifier, '--format', 'json', ...more], {
    fetch,
    now: () => new Date(),
    randomId: () => crypto.randomUUID(),
    readInput: async () => '',
    print: (text) => printed.push(text),
    complain: () => undefined,
    stopped: async () => undefined,
  })
  return { exitCode, findings: exitCode <= 1 ? JSON.parse(printed.join('')) : [] }
}

function wrong({ findings }: Ran): string[] {
  return findings.filter(({ result }) => result === 'wrong').map((finding) => finding.case)
}

function notOk({ findings }: Ran): Finding[] {
  return findings.filter(({ result }) => result !== 'ok')
}

describe("the portal's own gate passes the selftest that it offers to others", { timeout: 60_000 }, () => {
  test('asked in lines, with the expected reason for every denial', async () => {
    const ran = await selftest(OURS, '--lines', '--seconds', '30')
    expect(notOk(ran)).toEqual([])
    expect(ran.exitCode).toBe(0)
    expect(ran.findings.length).toBeGreaterThan(240)
  })

  test('asked once for each case, online and offline', async () => {
    const ran = await selftest(OURS, '--only', 'fetched', '--seconds', '30')
    expect(notOk(ran)).toEqual([])
    expect(ran.findings.map(({ expected }) => expected)).toContain('permit')
  })
})

describe.skipIf(!PYTHON)('so does the gate in Python (skipped where python3-jwt is not installed)', () => {
  test('asked in lines, with the expected reason for every denial', { timeout: 60_000 }, async () => {
    const ran = await selftest(IN_PYTHON, '--lines', '--seconds', '30')
    expect(notOk(ran)).toEqual([])
    expect(ran.exitCode).toBe(0)
  })

  test('asked once for each case', { timeout: 60_000 }, async () => {
    expect(notOk(await selftest(IN_PYTHON, '--only', 'fetched', '--seconds', '30'))).toEqual([])
  })
})

describe('the selftest catches', () => {
  test('a verifier that trusts whatever a good library accepts', { timeout: 60_000 }, async () => {
    const ran = await selftest(`"${process.execPath}" "${LAX}"`, '--lines', '--seconds', '30')

    expect(ran.exitCode).toBe(1)
    expect(wrong(ran)).toEqual(
      expect.arrayContaining([
        'a token that was revoked',
        'a token whose aud is a list of nodes',
        'a denial beside the permit',
        'a consent to another programme',
        'a decision+jwt with the claims of a consent',
        'a token under a key that the key set marks as revoked',
        'a token signed with ES384, by a key that the key set holds',
        'claims that name aud twice',
        'another spelling of the same signature, by bits that nobody reads (1)',
        'a token without exp',
        'a list that unpacks to 64 MB',
      ]),
    )
    expect(wrong(ran)).not.toContain('what this person agreed to')
  })

  test('one that permits everything, by its exit code', async () => {
    const ran = await selftest(`"${process.execPath}" -e 0 --`, '--only', 'revoked')
    expect(ran.exitCode).toBe(1)
    expect(wrong(ran)).toContain('a token that was revoked')
  })

  test('one that denies everything, by its exit code', async () => {
    const ran = await selftest(`"${process.execPath}" -e "process.exit(4)" --`, '--only', 'agreed')
    expect(ran.exitCode).toBe(1)
    expect(wrong(ran)).toContain('what this person agreed to')
  })

  test('one that never answers, and ends it', async () => {
    const ran = await selftest('sleep 60; true', '--only', 'suspended', '--seconds', '0.5')
    expect(ran).toMatchObject({ exitCode: 1, findings: [{ said: 'none (no answer within 0.5 s)' }] })
  })

  test('one that never answers, with all that it started', async () => {
    const path = join(await temporaryFolder(), 'beats')
    const script = `setInterval(() => require('fs').appendFileSync('${path}', '.'), 50)`
    await selftest(`"${process.execPath}" -e "${script}" -- && true`, '--only', 'suspended', '--seconds', '2')
    const beats = await readFile(path, 'utf8')
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await readFile(path, 'utf8')).toBe(beats)
  })

  test('one that falls silent in the middle', async () => {
    const verdict = JSON.stringify({ outcome: 'permit' })
    const script = `process.stdin.once('data', () => { console.log('${verdict.replaceAll('"', '\\"')}'); process.exit() })`
    const ran = await selftest(`"${process.execPath}" -e "${script}" --`, '--lines', '--only', 'agreed')
    expect(ran.exitCode).toBe(1)
    expect(ran.findings.slice(1).map(({ said }) => said)).toContain('none (no line)')
  })

  test('one that would take all day, when the time for all cases is up', async () => {
    const ran = await selftest('sleep 60; true', '--only', 'permit', '--total-seconds', '1', '--seconds', '1')
    expect(ran.exitCode).toBe(1)
    expect(ran.findings.map(({ said }) => said)).toContain('none (out of time)')
  })
})

describe('a selftest refuses', () => {
  test.each([
    ['no verifier', ['--verifier', '']],
    ['a time that is none', ['--verifier', 'true', '--seconds', 'soon']],
    ['a case that nobody knows', ['--verifier', 'true', '--only', 'no such case']],
    ['a format that nobody knows', ['--verifier', 'true', '--format', 'xml']],
  ])('%s, with exit code 2', async (_, options) => {
    expect((await selftest('true', ...options)).exitCode).toBe(2)
  })
})
