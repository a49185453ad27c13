import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keyFolder } from './key-folder.server.ts'
import { KEY_PURPOSES, newStoredKey } from './keyring.server.ts'

/** What the portal keeps in files beside its signing keys. */
export type KeyFiles = {
  /** Keys the hashes of codes, PINs and birth dates (32 bytes). */
  pepper: Buffer
  /** Wraps each contributor's own key (32 bytes). */
  master: Buffer
  /** Made for a demo, whose keys anyone may have seen. */
  demo: boolean
}

const DEMO_MARK = 'made-for-a-demo'

export async function readKeyFiles(directory: string): Promise<KeyFiles> {
  return {
    pepper: await readSecret(directory, 'pepper'),
    master: await readSecret(directory, 'master'),
    demo: existsSync(join(directory, DEMO_MARK)),
  }
}

/** Creates what is missing in `directory` and keeps what is there. */
export async function createKeyFiles(directory: string, { demo = false } = {}): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  if (demo) await writeFile(join(directory, DEMO_MARK), '')
  const folder = keyFolder(directory)
  const there = new Set((await folder.read()).map(({ purpose }) => purpose))
  for (const purpose of KEY_PURPOSES) if (!there.has(purpose)) await folder.add(await newStoredKey(purpose))
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
