import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export type RolePasswords = { superuser: string; owner: string; app: string }

/** The random passwords of this data folder's roles, made on first use and readable by this user alone. */
export async function keptPasswords(dataDir: string): Promise<RolePasswords> {
  const file = join(dataDir, 'postgres-passwords.json')
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  if (kept) return JSON.parse(kept) as RolePasswords
  await mkdir(dataDir, { recursive: true })
  const passwords = { superuser: password(), owner: password(), app: password() }
  await writeFile(file, JSON.stringify(passwords), { mode: 0o600, flag: 'wx', flush: true })
  return passwords
}

function password(): string {
  return randomBytes(24).toString('base64url')
}
