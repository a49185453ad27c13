import { writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { builtOnce } from '../../bin/built-once.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let sources = 0
let building = 0
let built: string[] = []

beforeAll(async () => {
  folder = await temporaryFolder('accord-build-')
})
beforeEach(() => {
  sources += 1
  built = []
})
afterAll(() => folder.remove())

const madeFrom = async () => `sources ${sources}`
const build = async () => {
  building += 1
  expect(building).toBe(1)
  await pause(150)
  built.push(await madeFrom())
  building -= 1
}
const ensure = () => builtOnce(folder.path, { madeFrom, build })

test('a demo and a test that are started at once build the pages once, one after the other', async () => {
  await Promise.all([ensure(), ensure(), ensure()])
  expect(built).toEqual([`sources ${sources}`])
})

test('whoever waited for another build builds again if the sources changed meanwhile', async () => {
  const first = ensure()
  await expect.poll(() => building).toBe(1)
  const second = ensure()
  sources += 1
  await Promise.all([first, second])
  await ensure()
  expect(built.at(-1)).toBe(`sources ${sources}`)
})

test('a build that failed, or was killed, leaves nothing that passes for one', async () => {
  await ensure()
  const before = sources
  sources += 1
  const fails = () => Promise.reject(new Error('no pages'))
  await expect(builtOnce(folder.path, { madeFrom, build: fails })).rejects.toThrow('no pages')
  sources = before
  await ensure()
  expect(built).toHaveLength(2)
})

test('a process that was killed while it built holds up nobody', async () => {
  await writeFile(join(folder.path, '.building'), JSON.stringify({ id: 'gone', pid: 2 ** 22 + 1, host: hostname() }))
  await ensure()
  expect(built).toHaveLength(1)
})
