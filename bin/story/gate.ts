import { spawn } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DemoNode } from '#db/seed/demo.ts'
import type { Narrator } from './narrator.ts'

export type GateRun = { exit: number; output: string }

export type Gate = {
  run(command: string, ...args: string[]): Promise<GateRun>
  /** Writes a cohort of these pseudonyms and returns the paths of it and of the list to be allowed. */
  cohort(pseudonyms: string[]): Promise<{ cohort: string; allowed: string }>
  read(path: string): Promise<string>
}

const COMMAND = fileURLToPath(new URL('../../gate/bin/accord-gate.ts', import.meta.url))

/** A hospital's gate with a home of its own in a temporary folder. */
export async function gate(
  url: string,
  node: DemoNode,
  { programme, dataUse }: { programme: string; dataUse: string | null },
  narrator: Narrator,
): Promise<Gate> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-story-'))
  const home = join(folder, 'home')
  const key = join(folder, 'key.json')
  await writeFile(key, JSON.stringify(node.private_jwk), { mode: 0o600 })

  const run = (command: string, ...args: string[]) => accordGate(narrator, [command, '--home', home, ...args])
  const targets = ['--programme', programme, ...(dataUse ? ['--data-use', dataUse] : [])]
  await run('init', '--portal', url, '--client-id', node.client_id, '--key', key, ...targets)
  return {
    run,
    read: (path) => readFile(path, 'utf8'),
    async cohort(pseudonyms) {
      const cohort = join(folder, 'cohort.csv')
      await writeFile(cohort, `pseudonym\n${pseudonyms.join('\n')}\n`)
      return { cohort, allowed: join(folder, 'allowed.csv') }
    },
  }
}

function accordGate(narrator: Narrator, args: string[]): Promise<GateRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => {
      const exit = code ?? -1
      narrator.heard(`accord-gate ${args[0]} -> exit ${exit} ${output.replace(/\s+/g, ' ').slice(0, 220)}`)
      resolve({ exit, output })
    })
  })
}
