import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DemoNode } from '#db/seed/demo.ts'
import { main } from '#gate/main.ts'
import type { Narrator } from './narrator.ts'

export type GateRun = { exit: number; output: string }

export type Gate = {
  run(command: string, ...args: string[]): Promise<GateRun>
  /** The same command line with the clock a day on and the cable pulled. */
  aDayLater(command: string, ...args: string[]): Promise<GateRun>
  /** `accord-gate-dicom`, with this gate's knowledge. */
  dicom(command: string, ...args: string[]): Promise<GateRun>
  /** Where this hospital keeps its files. */
  folder: string
  /** Writes a cohort of these pseudonyms and returns the paths of it and of the list to be allowed. */
  cohort(pseudonyms: string[]): Promise<{ cohort: string; allowed: string }>
}

const GATE = fileURLToPath(new URL('../../gate/bin/accord-gate.ts', import.meta.url))
const GATE_DICOM = fileURLToPath(new URL('../../gate/dicom/bin/accord-gate-dicom.ts', import.meta.url))

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

  const told = async (command: string, running: Promise<GateRun>): Promise<GateRun> => {
    const run = await running
    narrator.heard(`${command} -> exit ${run.exit} ${run.output.replace(/\s+/g, ' ').slice(0, 220)}`)
    return run
  }
  const run: Gate['run'] = (command, ...args) =>
    told(`accord-gate ${command}`, started(GATE, [command, '--home', home, ...args]))
  const targets = ['--programme', programme, ...(dataUse ? ['--data-use', dataUse] : [])]
  await run('init', '--portal', url, '--client-id', node.client_id, '--key', key, ...targets)
  return {
    folder,
    run,
    aDayLater: (command, ...args) =>
      told(`accord-gate ${command}, a day later`, runADayLater([command, '--home', home, ...args])),
    dicom: (command, ...args) =>
      told(`accord-gate-dicom ${command}`, started(GATE_DICOM, [command, '--home', home, ...args])),
    async cohort(pseudonyms) {
      const cohort = join(folder, 'cohort.csv')
      await writeFile(cohort, `pseudonym\n${pseudonyms.join('\n')}\n`)
      return { cohort, allowed: join(folder, 'allowed.csv') }
    },
  }
}

function started(program: string, args: string[]): Promise<GateRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ exit: code ?? -1, output }))
  })
}

const A_DAY_AND_AN_HOUR_MS = 25 * 60 * 60 * 1000

async function runADayLater(args: string[]): Promise<GateRun> {
  let output = ''
  const exit = await main(args, {
    fetch: () => Promise.reject(new TypeError('the cable is pulled')),
    now: () => new Date(Date.now() + A_DAY_AND_AN_HOUR_MS),
    randomId: randomUUID,
    readInput: async () => '',
    print: (text) => {
      output += text
    },
    complain: (text) => {
      output += text
    },
    stopped: () => new Promise(() => {}),
  })
  return { exit, output }
}
