import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { inProject } from '../../bin/project-folder.ts'
import type { NodeHome } from './node-home.ts'

export type Ran = { ms: number; residentMb: number }

/** Builds what a hospital installs. */
export function builtGate(): string {
  const built = spawnSync(process.execPath, [inProject('gate/build.mjs')], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(built.stderr)
  return inProject('gate/dist/accord-gate.mjs')
}

const WANTED = {
  programme: 'lung',
  basis: 'consent',
  purpose: 'ai-development',
  recipient: 'public-research',
  region: 'eu-eea',
  data: 'imaging-ct',
}

/** One `accord-gate check --offline` of the whole cohort, from its start to its end. */
export async function gateCheck(gate: string, { folder, home, cohort }: NodeHome): Promise<Ran> {
  const wanted = Object.entries(WANTED).flatMap(([name, value]) => [`--${name}`, value])
  const files = ['--home', home, '--cohort', cohort, '--out', join(folder, 'allowed.csv')]
  const { exitCode, ...ran } = await ranNode(gate, ['check', '--offline', ...wanted, ...files])
  if (exitCode !== 3) throw new Error(`the gate ended with ${exitCode}, although two in three permit`)
  return ran
}

/** Without what an earlier check remembered. */
export async function gateCheckCold(gate: string, home: NodeHome): Promise<Ran> {
  await rm(`${home.store}.index`, { force: true })
  return gateCheck(gate, home)
}

/** Runs a script in a Node of its own, which says at its end how much memory it took. */
export async function ranNode(script: string, args: readonly string[]): Promise<Ran & { exitCode: number }> {
  const begun = performance.now()
  const child = spawn(process.execPath, ['--import', inProject('bench/ground/tell-memory.mjs'), script, ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  const told = json(child.stdio[3] as NodeJS.ReadableStream)
  const [exitCode] = await once(child, 'exit')
  const ms = performance.now() - begun
  const { maxRssKb } = (await told) as { maxRssKb: number }
  return { ms, residentMb: maxRssKb / 1000, exitCode }
}
