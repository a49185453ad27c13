import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll } from 'vitest'

const GATE = join(import.meta.dirname, '../../../gate')

/** What a hospital runs. */
export const BUNDLE = join(GATE, 'dist/accord-gate.mjs')

/** Builds it before the tests of a file. */
export function builtGate(): void {
  beforeAll(() => {
    const built = spawnSync(process.execPath, [join(GATE, 'build.mjs')], { encoding: 'utf8' })
    if (built.status !== 0) throw new Error(built.stderr)
  })
}
