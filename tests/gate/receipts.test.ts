import { spawnSync } from 'node:child_process'
import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { main } from '#gate/main.ts'
import { verifyReceipt } from '#gate/receipt/verify-receipt.ts'
import { issuerKeys } from '#gate/trust.ts'
import { temporaryFolder } from './support/folder.ts'
import { PYTHON, PYTHON_GATE, pythonReceiptVerdicts } from './support/python-gate.ts'
import { ISSUER, KEY_SET, receiptCases, SEALED_AT, sealed } from './support/receipt-case.ts'
import { testNode } from './support/test-node.ts'

const cases = await receiptCases()
const keys = await issuerKeys(KEY_SET)
const verdictOn = (file: Buffer) => verifyReceipt(file, { issuer: ISSUER, keys }, SEALED_AT)

describe('a receipt that somebody shows, years later', () => {
  test.each(cases)('is judged without asking anybody: $name ($expected)', ({ file, expected }) => {
    const verdict = verdictOn(file)
    expect(verdict.outcome === 'genuine' ? 'genuine' : verdict.reason).toBe(expected)
  })

  test('is refused whichever one byte is changed', () => {
    const [good] = cases
    const file = good?.file ?? Buffer.alloc(0)
    expect(file.length).toBeGreaterThan(300)
    for (let at = 0; at < file.length; at++) {
      const copy = Buffer.from(file)
      copy[at] = (copy[at] ?? 0) ^ 1
      expect(verdictOn(copy).outcome, `byte ${at}`).toBe('refused')
    }
  })

  test.skipIf(!PYTHON)('is judged alike by the gate in Python (skipped where python3-jwt is not installed)', () => {
    const asked = cases.map(({ file }) => ({ file, issuer: ISSUER, at: SEALED_AT }))
    expect(pythonReceiptVerdicts(asked, KEY_SET)).toEqual(cases.map(({ file }) => verdictOn(file)))
  })
})

describe('accord-gate verify-receipt', () => {
  test('goes by the published keys in a file, and ends with the exit code that scripts rely on', async () => {
    const { run, keySet, receipt, forged } = await files()
    expect(await run(receipt, '--keys', keySet, '--issuer', ISSUER)).toMatchObject({
      exitCode: 0,
      json: { receipt: 'r-1' },
    })
    expect(await run(forged, '--keys', keySet)).toMatchObject({ exitCode: 4, json: { reason: 'content-changed' } })
    expect(await run(receipt, '--keys', keySet, '--issuer', 'https://other.example')).toMatchObject({ exitCode: 4 })
    expect(await run(receipt, '--keys', receipt)).toMatchObject({ exitCode: 5, json: { refused: 'key-set-invalid' } })
    expect(await run(receipt, '--issuer', ISSUER)).toMatchObject({ exitCode: 2 })
    expect(await run('nowhere.pdf', '--keys', keySet)).toMatchObject({ exitCode: 2 })
  })

  test('reads no more of a file of gigabytes than shows that it is none, in Python too', async () => {
    const { run, keySet, receipt } = await files()
    await truncate(receipt, 3 * 2 ** 30)
    const refused = { outcome: 'refused', reason: 'receipt-too-large' }
    expect(await run(receipt, '--keys', keySet)).toMatchObject({ exitCode: 4, json: refused })
    if (!PYTHON) return
    const { status, stdout } = python('--keys', keySet, receipt)
    expect([status, JSON.parse(stdout)]).toEqual([4, refused])
  })

  test('goes by what a home last synced, and knows nothing before that', async () => {
    const node = await testNode()
    const receipt = await node.write('receipt.json', String(await sealed(Buffer.from('{"seal":"accord-seal:"}'))))
    expect(await node.run('verify-receipt', receipt)).toMatchObject({ exitCode: 5, json: { refused: 'never-synced' } })
    await node.run('sync')
    expect(await node.run('verify-receipt', receipt)).toMatchObject({ exitCode: 4, json: { reason: 'key-unknown' } })
  })

  test.skipIf(!PYTHON)('answers alike in Python (skipped where python3-jwt is not installed)', async () => {
    const { keySet, receipt, forged } = await files()
    expect(python('--keys', keySet, receipt)).toMatchObject({ status: 0 })
    const refused = python('--keys', keySet, forged)
    expect([refused.status, JSON.parse(refused.stdout)]).toEqual([4, { outcome: 'refused', reason: 'content-changed' }])
    expect(python('--keys', receipt, receipt).status).toBe(5)
    expect(python(receipt).status).toBe(2)
  })
})

function python(...args: string[]) {
  return spawnSync(PYTHON ?? '', [PYTHON_GATE, 'verify-receipt', ...args], { encoding: 'utf8' })
}

async function files() {
  const folder = await temporaryFolder()
  const write = async (name: string, content: string | Buffer) => {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }
  const good = await sealed(Buffer.from('{"answer":"no","seal":"accord-seal:"}'))
  const run = async (...args: string[]) => {
    let output = ''
    const print = (text: string) => {
      output += text
    }
    const exitCode = await main(['verify-receipt', '--home', folder, ...args], {
      fetch,
      now: () => SEALED_AT,
      randomId: () => '',
      readInput: async () => '',
      print,
      complain: () => undefined,
      stopped: async () => undefined,
    })
    return { exitCode, json: output === '' ? {} : JSON.parse(output) }
  }
  return {
    run,
    keySet: await write('jwks.json', JSON.stringify(KEY_SET)),
    receipt: await write('receipt.json', good),
    forged: await write('forged.json', String(good).replace('"no"', '"ye"')),
  }
}
