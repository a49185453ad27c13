import { mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeyFolder, StoredKey } from './keyring.server.ts'

const KEY_FILE = '.jwk.json'

/** The signing keys that are kept as files in `directory`, readable by the portal's own user alone. */
export function keyFolder(directory: string): KeyFolder {
  const read = async () => Promise.all((await fileNames(directory)).map((name) => keyIn(directory, name)))
  return {
    read,
    add: async (key) => {
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const path = join(directory, nameFor(key))
      await writeFile(`${path}.new`, JSON.stringify(key), { mode: 0o600, flag: 'wx' })
      await rename(`${path}.new`, path) // Whoever reads meanwhile finds all of it or nothing.
    },
    remove: async (kid) => {
      for (const name of await fileNames(directory)) {
        if ((await keyIn(directory, name)).jwk.kid === kid) await unlink(join(directory, name))
      }
    },
  }
}

async function fileNames(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => name.endsWith(KEY_FILE))
}

async function keyIn(directory: string, name: string): Promise<StoredKey> {
  return JSON.parse(await readFile(join(directory, name), 'utf8'))
}

function nameFor({ purpose, jwk }: StoredKey): string {
  return `${purpose.replace('+', '-')}.${jwk.kid}${KEY_FILE}`
}
