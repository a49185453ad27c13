import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const PACKAGE = join(import.meta.dirname, '../../../gate/dicom')

test('what a hospital installs is a command and its threads, which need jose and a DICOM reader', async () => {
  const built = spawnSync(process.execPath, [join(PACKAGE, 'build.mjs')], { encoding: 'utf8' })
  expect(built).toMatchObject({ status: 0, stderr: '' })
  const files = await Promise.all(
    ['accord-gate-dicom.mjs', 'worker.mjs'].map((name) => readFile(join(PACKAGE, 'dist', name), 'utf8')),
  )
  const bundle = files.join('\n')
  const imported = [...bundle.matchAll(/^import [^;]*?from "([^"]+)"/gm)].map(([, name = '']) => name)
  const packages = [...new Set(imported.filter((name) => !isBuiltin(name)))].sort()

  const { dependencies } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'))
  expect(packages).toEqual(['dicom-parser', 'jose'])
  expect(Object.keys(dependencies).sort()).toEqual(packages)

  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(PACKAGE, 'dist/accord-gate-dicom.mjs'), ...args], { encoding: 'utf8' })
  expect(run('tag', '--help')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('accord-gate-dicom tag DIR'),
  })
  expect(run('tag', '/nowhere')).toMatchObject({ status: 2 })
})
