import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KEY_PURPOSES, newStoredKey, type StoredKey } from './keyring.server.ts'

/** What the portal keeps in files, readable by its own user alone. */
export type KeyFiles = {
  signing: StoredKey[]
  /** Keys the hashes of codes, PINs and birth dates (32 bytes). */
  pepper: Buffer
  /** Wraps each contributor's own key (32 bytes). */
  master: Buffer
  /** Made for a demo, whose keys anyone may have seen. */
  demo: boolean
}

const DEMO_MARK = 'made-for-a-demo'

/** Reads the keys from `directory`; every purpose must have its file. */
export async function readKeyFiles(directory: string): Promise<KeyFiles> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.jwk.json'))
  const signing = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(directory, name), 'utf8'))),
  )
  return {
    signing,
    pepper: await readSecret(directory, 'pepper'),
    master: await readSecret(directory, 'master'),
    demo: existsSync(join(directory, DEMO_MARK)),
  }
}

/** Creates what is missing in `directory` and keeps what is there. */
export async function createKeyFiles(directory: string, { demo = false } = {}): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  if (demo) await writeFile(join(directory, DEMO_MARK), '')
  for (const purpose of KEY_PURPOSES) {
    const name = `${purpose.replace('+', '-')}.jwk.json`
    if (!existsSync(join(directory, name))) await writeNew(directory, name, JSON.stringify(await newStoredKey(purpose)))
  }
  for (const name of ['pepper', 'master']) {
    if (!existsSync(join(directory, name))) await writeNew(directory, name, randomBytes(32).toString('base64url'))
  }
}

function writeNew(directory: string, name: string, text: string): Promise<void> {
  return writeFile(join(directory, name), text, { mode: 0o600, flag: 'wx' })
}

async function readSecret(directory: string, name: string): Promise<Buffer> {
  const secret = Buffer.from((await readFile(join(directory, name), 'utf8')).trim(), 'base64url')
  if (secret.length !== 32) throw new Error(`the key file "${name}" must hold 32 bytes in base64url`)
  return secret
}
