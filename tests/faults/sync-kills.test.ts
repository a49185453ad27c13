import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { type FSWatcher, watch } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { madeKey } from '#gate/selftest/forge.ts'
import { checked, type TestNode, testNode } from '#tests/gate/support/test-node.ts'
import { share } from './share.ts'

/** Syncs that are killed (kill -9) wherever they happen to be: before, between and after their writes. */

const KILLS = share({ small: 10, whole: 96 })
const MOST_MINUTES = share({ small: 4, whole: 15 })
const COMMAND = join(import.meta.dirname, '../../gate/bin/accord-gate.ts')

type People = Map<string, boolean>

test(
  'a sync that is killed at any moment leaves what was known before or what is known after, for each person, and the next one ends well',
  async () => {
    const node = await testNode({ startsAt: new Date(), runs: true })
    node.portal.levers.pageSize = 500
    const many = Array.from({ length: 1200 }, (_, index) => ({ subject: `bystander-${index}-abcdef`, idx: 0 }))
    node.portal.permit(...many)
    const usual = await durationOf(node)

    const found = { killed: 0, before: 0, between: 0, after: 0 }
    let people: People = new Map([[many[0]?.subject ?? '', true]])
    const deadline = Date.now() + MOST_MINUTES * 60_000
    for (let round = 1; found.killed < KILLS && Date.now() < deadline; round++) {
      const changed = somethingHappens(node, people, round)
      const wasKilled = await syncAndKill(node, round % 2 === 0 ? randomInt(usual) : 'at a write')
      const allowed = await allowedOf(node, changed)
      for (const [person, permits] of changed) {
        expect([person, allowed.has(person)]).toSatisfy(
          ([, is]: [string, boolean]) => is === permits || is === (people.get(person) ?? false),
        )
      }
      if (wasKilled) {
        found.killed += 1
        found[momentOf(allowed, people, changed)] += 1
      }
      expect(await node.run('sync')).toMatchObject({ exitCode: 0 })
      expect(await allowedOf(node, changed)).toEqual(permittedIn(changed))
      people = changed
    }
    console.log('killed syncs left behind what was known', found)
    expect(found.killed).toBe(KILLS)
    expect(await unfinished(node)).toEqual([])
  },
  (MOST_MINUTES + 1) * 60_000,
)

/** Somebody says yes, somebody who had said yes withdraws, and now and then there are new keys. */
function somethingHappens({ portal }: TestNode, people: People, round: number): People {
  if (round % 5 === 0) {
    portal.levers.consentKey = madeKey('consent+jwt')
    portal.levers.keys.push(portal.levers.consentKey.publicJwk)
  }
  portal.permit({ subject: `person-${round}-abcdefgh`, idx: round })
  const changed = new Map(people).set(`person-${round}-abcdefgh`, true)
  if (round > 2) {
    portal.revoke(round - 2)
    changed.set(`person-${round - 2}-abcdefgh`, false)
  }
  return changed
}

/** Starts a real sync and kills it, after so long or when it has done a random number of writes; false where it had ended. */
async function syncAndKill(node: TestNode, when: number | 'at a write'): Promise<boolean> {
  const child = startSync(node)
  const kill = () => child.kill('SIGKILL')
  const timer = setTimeout(kill, when === 'at a write' ? 60_000 : when)
  const watchers = when === 'at a write' ? killAtWrite(node, randomInt(12), kill) : []
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  clearTimeout(timer)
  for (const watcher of watchers) watcher.close()
  return signal === 'SIGKILL'
}

function killAtWrite({ home }: TestNode, writes: number, kill: () => void): FSWatcher[] {
  let seen = 0
  const note = () => {
    seen += 1
    if (seen > writes) kill()
  }
  return ['state', 'state/consent-tokens'].map((folder) => watch(join(home, folder), note))
}

function startSync({ home }: TestNode): ChildProcess {
  return spawn(process.execPath, [COMMAND, 'sync', '--home', home], { stdio: 'ignore' })
}

/** How long a whole sync takes, in milliseconds. */
async function durationOf(node: TestNode): Promise<number> {
  const begun = performance.now()
  const [exitCode] = await once(startSync(node), 'exit')
  expect(exitCode).toBe(0)
  return Math.ceil(performance.now() - begun)
}

async function allowedOf(node: TestNode, people: People): Promise<Set<string>> {
  const { exitCode, allowed } = await checked(node, [...people.keys()], '--offline')
  expect([0, 3]).toContain(exitCode)
  const rows = (allowed ?? '').trim().split('\n').slice(1)
  return new Set(rows.map((row) => row.split(',')[0] ?? ''))
}

function permittedIn(people: People): Set<string> {
  return new Set([...people].flatMap(([person, permits]) => (permits ? person : [])))
}

function momentOf(allowed: Set<string>, before: People, after: People): 'before' | 'between' | 'after' {
  const is = (people: People) =>
    [...after.keys()].every((person) => allowed.has(person) === (people.get(person) ?? false))
  if (is(before)) return 'before'
  return is(after) ? 'after' : 'between'
}

async function unfinished({ home }: TestNode): Promise<string[]> {
  const names = await readdir(join(home, 'state'), { recursive: true })
  return names.filter((name) => name.includes('unfinished') || name.includes('lock'))
}
