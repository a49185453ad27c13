import { spawnSync } from 'node:child_process'
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BUNDLE, builtGate } from './support/built-gate.ts'
import { type TestNode, testNode } from './support/test-node.ts'

const PEOPLE = Array.from({ length: 400 }, (_, number) => `person-${number}-7f3kq9x2m4w8`)

builtGate()

/** A node that holds four hundred tokens, with an installed gate of its own. */
async function installedNode(): Promise<TestNode & { installed: string }> {
  const node = await testNode()
  node.wait((Date.now() - node.world.now().getTime()) / 1000)
  node.portal.permit(...PEOPLE.map((subject, idx) => ({ subject, idx })))
  node.portal.revoke(7)
  await node.run('sync')
  await node.write('cohort.csv', `pseudonym\n${PEOPLE.join('\n')}\n`)
  const installed = join(node.folder, 'installed')
  await mkdir(join(installed, 'node_modules'), { recursive: true })
  await symlink(join(dirname(BUNDLE), '../../node_modules/jose'), join(installed, 'node_modules/jose'))
  for (const name of ['accord-gate.mjs', 'worker.mjs']) await cp(join(dirname(BUNDLE), name), join(installed, name))
  return { ...node, installed }
}

async function checkedBy({ folder, home, installed }: TestNode & { installed: string }) {
  const wanted =
    '--programme lung --basis consent --purpose ai-development --recipient public-research --region eu-eea --data imaging-ct'
  const files = ['--cohort', join(folder, 'cohort.csv'), '--out', join(folder, 'allowed.csv')]
  const args = ['check', '--home', home, '--offline', '--explain', ...wanted.split(' '), ...files]
  const { status, stdout } = spawnSync(process.execPath, [join(installed, 'accord-gate.mjs'), ...args], {
    encoding: 'utf8',
    timeout: 60_000,
  })
  return {
    status,
    json: JSON.parse(stdout),
    allowed: await readFile(join(folder, 'allowed.csv'), 'utf8').catch(() => null),
  }
}

test('an installed gate verifies on its threads, and knows the next time', async () => {
  const node = await installedNode()
  const expected = { status: 3, json: { checked: 400, permitted: 399, reasons: { revoked: 1 } } }
  expect(await checkedBy(node)).toMatchObject(expected)
  await writeFile(join(node.installed, 'worker.mjs'), 'process.exit(1)')
  expect(await checkedBy(node), 'without any thread').toMatchObject(expected)
})

describe('no list is left, and the check says so, where its threads', () => {
  test.each([
    ['end at once', 'process.exit(1)'],
    [
      'end at work',
      "import { parentPort } from 'node:worker_threads'\nparentPort.on('message', () => process.exit(0))",
    ],
    [
      'throw',
      "import { parentPort } from 'node:worker_threads'\nparentPort.on('message', () => { throw new Error('no') })",
    ],
    [
      'throw nothing',
      "import { parentPort } from 'node:worker_threads'\nparentPort.on('message', () => { throw null })",
    ],
    ['cannot be read', 'this is no program'],
  ])('%s', async (_, program) => {
    const node = await installedNode()
    await writeFile(join(node.installed, 'worker.mjs'), program)
    expect(await checkedBy(node)).toMatchObject({ status: 5, json: { refused: 'worker-lost' }, allowed: null })
  })

  test('are not there', async () => {
    const node = await installedNode()
    await rm(join(node.installed, 'worker.mjs'))
    expect(await checkedBy(node)).toMatchObject({ status: 5, json: { refused: 'worker-lost' }, allowed: null })
  })
})
