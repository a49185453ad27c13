import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JWK, JWK_EC_Private } from 'jose'
import { main } from '#gate/main.ts'
import type { World } from '#gate/world.ts'
import { temporaryFolder } from './folder.ts'
import { type StandInPortal, standInPortal } from './stand-in-portal.ts'

/** A hospital's node and its portal, with one clock that the test may move. */
export type TestNode = {
  /** What a command may touch; what it prints is lost. */
  world: World
  portal: StandInPortal
  folder: string
  home: string
  /** Moves both clocks. */
  wait(seconds: number): void
  /** Runs one command line, in the node's folder. */
  run(command: string, ...more: string[]): Promise<Ran>
  write(name: string, text: string): Promise<string>
  /** What a file says, or null where there is none. */
  read(name: string): Promise<string | null>
}

export type Ran = { exitCode: number; output: string; json: Record<string, unknown> }

const WANTED =
  '--programme lung --basis consent --purpose ai-development --recipient public-research --region eu-eea --data imaging-ct'

/**
 * `startsAt` is the present where a program without a clock of its own is to believe the node; where that program
 * runs for long, `runs` lets the clock run.
 */
export async function testNode({ startsAt = new Date('2026-09-15T10:00:00Z'), runs = false } = {}): Promise<TestNode> {
  const begun = Date.now()
  let clock = startsAt.getTime()
  const now = () => new Date(runs ? clock + Date.now() - begun : clock)
  const folder = await temporaryFolder()
  const home = join(folder, 'home')
  const jwk = () => publicPart(JSON.parse(readFileSync(join(home, 'private.jwk.json'), 'utf8')))
  const portal = await standInPortal({ now, node: { clientId: 'node-1', jwk } })

  const world: World = {
    fetch,
    now,
    randomId: () => crypto.randomUUID(),
    readInput: async () => '',
    print: () => undefined,
    complain: () => undefined,
    stopped: async () => undefined,
  }
  const node: TestNode = {
    world,
    portal,
    folder,
    home,
    wait: (seconds) => {
      clock += seconds * 1000
    },
    run: async (command, ...more) => run(command, more),
    write: async (name, text) => {
      await writeFile(join(folder, name), text)
      return join(folder, name)
    },
    read: (name) => readFile(join(folder, name), 'utf8').catch(() => null),
  }
  await run(`init --portal ${portal.url} --client-id node-1 --programme lung`, [])
  return node

  async function run(command: string, more: string[]): Promise<Ran> {
    const [name = '', ...args] = command.replace('WANTED', WANTED).split(' ').filter(Boolean)
    const outputs: string[] = []
    const print = (line: string) => outputs.push(line)
    const exitCode = await main([name, '--home', home, ...args, ...more], { ...world, print })
    const output = outputs.join('')
    return { exitCode, output, json: output.startsWith('{') ? JSON.parse(output) : {} }
  }
}

export function publicPart({ kty, crv, x, y, kid }: JWK_EC_Private & { kid: string }): JWK {
  return { kty: kty ?? 'EC', crv, x, y, kid }
}

/** Runs a check of these people, and says what became of the list. */
export async function checked(
  node: TestNode,
  people: string[],
  ...more: string[]
): Promise<Ran & { allowed: string | null }> {
  await node.write(
    'cohort.csv',
    `pseudonym,scan\n${people.map((person, index) => `${person},scan-${index}\n`).join('')}`,
  )
  const files = ['--cohort', join(node.folder, 'cohort.csv'), '--out', join(node.folder, 'allowed.csv')]
  const ran = await node.run('check WANTED', ...files, ...more)
  return { ...ran, allowed: await node.read('allowed.csv') }
}
