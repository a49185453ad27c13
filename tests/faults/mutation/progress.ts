import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Findings } from './ask-about.ts'

const FILE = join(import.meta.dirname, '../../../test-results/mutated-tokens.json')

/** How far a long run has come: one that was stopped goes on from here. */
export type Progress = { seed: number; done: number; findings: Findings }

export async function readProgress(): Promise<Progress | null> {
  return readFile(FILE, 'utf8').then(JSON.parse, () => null)
}

export async function writeProgress(progress: Progress): Promise<void> {
  await mkdir(dirname(FILE), { recursive: true })
  await writeFile(FILE, JSON.stringify(progress))
}

export async function forgetProgress(): Promise<void> {
  await rm(FILE, { force: true })
}
