import { spawnSync } from 'node:child_process'
import { openSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BUNDLE, builtGate } from './support/built-gate.ts'
import { type TestNode, testNode } from './support/test-node.ts'

const ANA = 'ana-7f3kq9x2m4w8'

builtGate()

/** A node that synced just now, on the real clock, and a cohort of so many rows. */
async function nodeWithCohort(rows: number): Promise<TestNode> {
  const node = await testNode()
  node.wait((Date.now() - node.world.now().getTime()) / 1000)
  node.portal.permit({ subject: ANA, idx: 1 })
  await node.run('sync')
  await node.write('cohort.csv', `pseudonym,scan\n${`${ANA},scan\n`.repeat(rows)}`)
  return node
}

function checkArgs({ folder, home }: TestNode): string[] {
  const wanted =
    '--programme lung --basis consent --purpose ai-development --recipient public-research --region eu-eea --data imaging-ct'
  const files = ['--cohort', join(folder, 'cohort.csv'), '--out', join(folder, 'allowed.csv')]
  return ['check', '--home', home, '--offline', ...wanted.split(' '), ...files]
}

async function leftBehind(node: TestNode): Promise<string[]> {
  const names = [...(await readdir(node.folder)), ...(await readdir(join(node.home, 'state/consent-tokens')))]
  return names.filter((name) => name.includes('unfinished') || name === 'allowed.csv')
}

describe('where there is no room, no list is left', () => {
  test('on the disk that the list is to be written to', async () => {
    const node = await nodeWithCohort(200_000)
    const limited = ['-c', 'ulimit -f 1024; exec "$@"', '-', process.execPath, BUNDLE, ...checkArgs(node)]
    const ran = spawnSync('/bin/bash', limited, { encoding: 'utf8' })
    expect(ran).toMatchObject({ status: 5, signal: null })
    expect(JSON.parse(ran.stdout)).toMatchObject({ refused: 'list-unwritable', code: 'EFBIG' })
    expect(await leftBehind(node)).toEqual([])
  })

  test('for the answer on standard output', async () => {
    const node = await nodeWithCohort(1)
    const ran = spawnSync(process.execPath, [BUNDLE, ...checkArgs(node)], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
      encoding: 'utf8',
    })
    expect(ran).toMatchObject({ status: 5, stderr: expect.stringContaining('nothing may be used') })
    expect(await leftBehind(node)).toEqual([])
  })

  test('in a folder that is not there', async () => {
    const node = await nodeWithCohort(1)
    const out = join(node.folder, 'nowhere/allowed.csv')
    const ran = await node.run('check WANTED', '--cohort', join(node.folder, 'cohort.csv'), '--out', out)
    expect(ran).toMatchObject({ exitCode: 5, json: { refused: 'list-unwritable', code: 'ENOENT' } })
  })
})

test('where there is no room to remember what was verified, the check is done all the same', async () => {
  const node = await nodeWithCohort(3)
  const limited = ['-c', 'ulimit -f 1; exec "$@"', '-', process.execPath, BUNDLE, ...checkArgs(node)]
  const ran = spawnSync('/bin/bash', limited, { encoding: 'utf8' })
  expect(ran).toMatchObject({ status: 0, stderr: expect.stringContaining('will be verified again') })
  expect(await readFile(join(node.folder, 'allowed.csv'), 'utf8')).toContain(ANA)
})
