import { chmod, cp, lstat, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { completeLinks, type PostgresFiles } from './installed-postgres.server.ts'

/** Copies the PostgreSQL programs once per version into `folder`, for a server that cannot use them where they are. */
export async function copiedPostgres(
  installed: PostgresFiles,
  folder: string,
  log: (line: string) => void,
): Promise<PostgresFiles> {
  const root = join(folder, `accord-postgresql-${installed.version}`)
  if (!(await isOurs(root))) {
    log(`copying PostgreSQL to ${root}, where its server can run it`)
    await copyWhole(installed.root, root, folder)
  }
  return { root, version: installed.version }
}

async function isOurs(root: string): Promise<boolean> {
  const found = await lstat(root).catch(() => undefined)
  if (!found) return false
  if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return true
  throw new Error(`${root} was made by somebody else, so its programs cannot be trusted. Remove it and start again.`)
}

/** Copies under another name and renames at the end, so that nobody ever sees half a copy. */
async function copyWhole(from: string, to: string, folder: string): Promise<void> {
  const half = await mkdtemp(join(folder, 'accord-postgresql-copy-'))
  await cp(from, half, { recursive: true, verbatimSymlinks: true })
  await completeLinks(half)
  for (const program of ['initdb', 'pg_ctl', 'postgres']) await chmod(join(half, 'bin', program), 0o755)
  await chmod(half, 0o755)
  await rename(half, to).catch((error) => {
    if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error
  })
  await rm(half, { recursive: true, force: true })
}
