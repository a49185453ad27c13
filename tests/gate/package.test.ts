import { spawnSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BUNDLE, builtGate } from './support/built-gate.ts'
import { temporaryFolder } from './support/folder.ts'

const GATE = join(import.meta.dirname, '../../gate')

builtGate()

test('what a hospital installs is a command and its threads, which need jose and nothing else', async () => {
  expect((await readdir(join(GATE, 'dist'))).sort()).toEqual(['accord-gate.mjs', 'worker.mjs'])
  const bundle = (await readFile(BUNDLE, 'utf8')) + (await readFile(join(GATE, 'dist/worker.mjs'), 'utf8'))
  const imported = [...bundle.matchAll(/^import [^;]*?from "([^"]+)"|\bimport\("([^"]+)"\)|\brequire\("([^"]+)"\)/gm)]
  const packages = new Set(imported.map(([, ...names]) => names.find(Boolean) ?? '').filter((name) => !isBuiltin(name)))
  expect([...packages]).toEqual(['jose'])

  const { dependencies } = JSON.parse(await readFile(join(GATE, 'package.json'), 'utf8'))
  expect(Object.keys(dependencies)).toEqual(['jose'])
})

test('it says what each command takes, and ends with the exit codes that it promises', async () => {
  const home = join(await temporaryFolder(), 'home')
  const run = (...args: string[]) => spawnSync(process.execPath, [BUNDLE, ...args], { encoding: 'utf8' })

  for (const command of ['init', 'sync', 'check', 'verify', 'explain', 'serve', 'report']) {
    expect(run(command, '--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--home DIR') })
  }
  expect(run('--help').status).toBe(0)
  expect(run().status).toBe(2)
  expect(run('chek').status).toBe(2)
  expect(run('init', '--home', home, '--portal', 'http://accord.example', '--client-id', 'n').status).toBe(2)
  expect(run('sync', '--home', home).status).toBe(5)
})

test('init prints the public half of a new key, keeps the private one, and never makes a second', async () => {
  const home = join(await temporaryFolder(), 'home')
  const args = [
    'init',
    '--home',
    home,
    '--portal',
    'https://accord.example/',
    '--client-id',
    'node-1',
    '--programme',
    'lung',
  ]
  const { stdout, status } = spawnSync(process.execPath, [BUNDLE, ...args], { encoding: 'utf8' })

  expect(status).toBe(0)
  const kept = JSON.parse(await readFile(join(home, 'private.jwk.json'), 'utf8'))
  const { x, y, kid } = kept
  expect(JSON.parse(stdout)).toEqual({ keys: [{ kty: 'EC', crv: 'P-384', x, y, kid, alg: 'ES384', use: 'sig' }] })
  expect(JSON.parse(await readFile(join(home, 'config.json'), 'utf8'))).toEqual({
    portal: 'https://accord.example',
    client_id: 'node-1',
    organisation: null,
    programmes: ['lung'],
    data_uses: [],
    anchors: [],
  })
  expect(spawnSync(process.execPath, [BUNDLE, ...args]).status).toBe(2)
  expect(JSON.parse(await readFile(join(home, 'private.jwk.json'), 'utf8'))).toEqual(kept)
})
