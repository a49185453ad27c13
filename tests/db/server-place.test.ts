import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { installedPostgres } from '#db/embedded/installed-postgres.server.ts'
import { chooseServerPlace } from '#db/embedded/server-place.server.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const isRoot = process.getuid?.() === 0

test.skipIf(!isRoot)(
  'a folder that was deleted and made anew does not meet the data of the earlier one (as root)',
  async () => {
    const closed = await temporaryFolder('accord-closed-')
    onTestFinished(closed.remove)
    const dataDir = join(closed.path, 'data')
    const installed = await installedPostgres()
    const place = async () => {
      await mkdir(dataDir, { recursive: true, mode: 0o700 })
      const { home } = await chooseServerPlace(dataDir, installed, () => {})
      onTestFinished(() => rm(home, { recursive: true, force: true }))
      return home
    }

    const first = await place()
    expect(await place()).toBe(first)
    await rm(dataDir, { recursive: true })
    expect(await place()).not.toBe(first)
  },
)
