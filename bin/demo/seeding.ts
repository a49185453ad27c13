import { access, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Portal } from '#app/portal.server.ts'
import type { Demo } from '#db/seed/demo.ts'
import { seedDemo } from '#db/seed/seed-demo.server.ts'

/** Fills the database, or finds it filled, and describes it to scripts in `demo.json`. */
export async function seed(portal: Portal, ownerUrl: string, dataDir: string): Promise<Demo> {
  const description = join(dataDir, 'demo.json')
  const previous = JSON.parse(await readFile(description, 'utf8').catch(() => 'null')) as Demo | null
  if (!previous) await writeFile(underWay(dataDir), '')
  const demo = await seedDemo(portal, ownerUrl, previous)
  await writeFile(`${description}.new`, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  await rename(`${description}.new`, description)
  await rm(underWay(dataDir), { force: true })
  return demo
}

/** Whether an earlier start ended in the middle of it, which leaves people without a description. */
export function seedingWasInterrupted(dataDir: string): Promise<boolean> {
  return access(underWay(dataDir)).then(
    () => true,
    () => false,
  )
}

function underWay(dataDir: string): string {
  return join(dataDir, 'seeding-is-under-way')
}
