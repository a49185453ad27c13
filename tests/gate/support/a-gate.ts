import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeKeyFrom, writeHome } from '#gate/home/gate-home.ts'
import { main } from '#gate/main.ts'
import type { TestNode } from '#tests/support/build.ts'
import { temporaryFolder } from './folder.ts'

/** What a gate's command ended with, and what it printed. */
export type Ran = { exitCode: number; json: Record<string, unknown> }

export type Gate = {
  run(command: string, ...args: string[]): Promise<Ran>
  /** Whom among these people the gate permits to be used, by their consent to `lung`; null where it cannot know. */
  permits(people: readonly string[]): Promise<string[] | null>
}

export const WANTED = '--purpose ai-development --recipient public-research --region eu-eea --data imaging-ct'.split(
  ' ',
)

/** A real gate at this node's hospital, which reaches its portal by `ask`. */
export async function aGate(
  node: TestNode,
  { portal, ask, now = () => new Date() }: { portal: string; ask: typeof fetch; now?: () => Date },
): Promise<Gate> {
  const folder = await temporaryFolder()
  const home = join(folder, 'home')
  const config = { portal, client_id: node.clientId, organisation: null, programmes: ['lung'], data_uses: [] }
  await writeHome(home, config, await nodeKeyFrom(node.privateJwk))

  const run = async (command: string, ...args: string[]): Promise<Ran> => {
    let output = ''
    const exitCode = await main([command, '--home', home, ...args], {
      fetch: ask,
      now,
      randomId: randomUUID,
      readInput: async () => '',
      print: (text) => {
        output += text
      },
      complain: () => undefined,
      stopped: async () => undefined,
    })
    return { exitCode, json: output === '' ? {} : JSON.parse(output) }
  }
  const permits = async (people: readonly string[]) => {
    const [cohort, allowed] = [join(folder, `${randomUUID()}.csv`), join(folder, 'allowed.csv')]
    await writeFile(cohort, `pseudonym\n${people.join('\n')}\n`)
    await run('check', '--cohort', cohort, '--out', allowed, '--basis', 'consent', '--programme', 'lung', ...WANTED)
    const text = await readFile(allowed, 'utf8').catch(() => null)
    return text === null ? null : text.trim().split('\n').slice(1)
  }
  return { run, permits }
}
