import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '#gate/failure.ts'
import { withLock } from '#gate/home/lock.ts'

type Building = { madeFrom(): Promise<string>; build(): Promise<void> }

const PATIENCE_MINUTES = 10

/** Builds into a folder unless what is there was made from just this; of several who want it at once, one does. */
export async function builtOnce(folder: string, { madeFrom, build }: Building): Promise<void> {
  const record = join(folder, '.inputs-hash')
  await withLock(join(folder, '.building'), PATIENCE_MINUTES * 60_000, async () => {
    const hash = await madeFrom()
    if ((await readFile(record, 'utf8').catch(() => '')) === hash) return
    await rm(record, { force: true })
    await build()
    await writeFile(record, hash)
  }).catch(asOurs)
}

/** The lock speaks of a gate's syncs. */
function asOurs(error: unknown): never {
  if (!(error instanceof Failure)) throw error
  throw new Error(`Another build of this folder has not ended for ${PATIENCE_MINUTES} minutes.`)
}
