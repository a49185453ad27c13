import { runInstalled } from '../run.ts'
import type { Counts } from './counts.ts'

/** The checks that either hold for the whole code or do not. */
export const checks = {
  types: () => oneCheck('typescript/bin/tsc', ['--noEmit']),
  style: () => oneCheck('@biomejs/biome/bin/biome', ['check', '.']),
}

async function oneCheck(script: string, args: string[]): Promise<Counts> {
  const holds = (await runInstalled(script, args)) === 0
  return { passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: 0 }
}
