import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeyFolder, StoredKey } from './keyring.server.ts'

const KEY_FILE = '.jwk.json'

/** The signing keys that are kept as files in `directory`, readable by the portal's own user alone. */
export function keyFolder(directory: string): KeyFolder {
  return {
    read: async () => (await filesIn(directory)).map(({ key }) => key),
    add: async (key) => {
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const path = join(directory, nameFor(key))
      await writeFile(`${path}.new`, JSON.stringify(key), { mode: 0o600, flag: 'wx' })
      await rename(`${path}.new`, path) // Whoever reads meanwhile finds all of it or nothing.
    },
    remove: async (kid) => {
      const found = (await filesIn(directory)).filter(({ key }) => key.jwk.kid === kid)
      for (const { path } of found) await rm(path, { force: true })
    },
  }
}

/** What another process removes meanwhile is not there. */
async function filesIn(directory: string): Promise<{ path: string; key: StoredKey }[]> {
  const names = (await readdir(directory).catch(nullWhereAbsent)) ?? []
  const paths = names.filter((name) => name.endsWith(KEY_FILE)).map((name) => join(directory, name))
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8').catch(nullWhereAbsent)))
  return paths.flatMap((path, index) => {
    const text = texts[index]
    return text ? [{ path, key: JSON.parse(text) as StoredKey }] : []
  })
}

function nullWhereAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

function nameFor({ purpose, jwk }: StoredKey): string {
  return `${purpose.replace('+', '-')}.${jwk.kid}${KEY_FILE}`
}
