import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, lstat, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { copiedPostgres } from './copied-postgres.server.ts'
import type { PostgresFiles } from './installed-postgres.server.ts'
import { type Identity, leastPrivileged } from './least-privileged.server.ts'

export type ServerPlace = {
  home: string
  postgres: PostgresFiles
  identity: Identity
  /** Outside `home`, which belongs to the server's user: root must not write to a path that somebody else can redirect. */
  logFile: string
}

const sharedFolder = '/var/tmp'

/**
 * Decides as whom the server runs, where its data is and which copy of its programs it uses.
 *
 * PostgreSQL refuses to run as root. Run by root, it therefore becomes an unprivileged user, who may be unable to
 * enter the folder of this clone; then its programs and its data live where that user can reach them.
 */
export async function chooseServerPlace(
  dataDir: string,
  installed: PostgresFiles,
  log: (line: string) => void,
): Promise<ServerPlace> {
  await mkdir(dataDir, { recursive: true })
  const { home, identity } =
    process.getuid?.() === 0 ? await homeForAnotherUser(dataDir, log) : await homeForThisUser(dataDir)
  const postgres = canRun(installed, identity)
    ? installed
    : await copiedPostgres(installed, identity.uid === undefined ? dataDir : sharedFolder, log)
  return { home, postgres, identity, logFile: join(dataDir, 'postgres.log') }
}

async function homeForThisUser(dataDir: string): Promise<{ home: string; identity: Identity }> {
  const home = join(dataDir, 'postgres')
  const owner = (await ownerOf(home))?.uid
  if (owner !== undefined && owner !== process.getuid?.())
    throw new Error(`The data in ${home} belong to another user (uid ${owner}). Set DATA_DIR to another folder.`)
  await mkdir(home, { recursive: true, mode: 0o700 })
  return { home, identity: {} }
}

async function homeForAnotherUser(
  dataDir: string,
  log: (line: string) => void,
): Promise<{ home: string; identity: Identity }> {
  const pointer = join(dataDir, 'postgres-is-elsewhere.txt')
  const elsewhere = (await readFile(pointer, 'utf8').catch(() => '')).trim()
  const home = elsewhere || join(dataDir, 'postgres')
  const owner = await ownerOf(home)
  if (owner) return { home, identity: owner }
  if (elsewhere)
    throw new Error(`The data of ${dataDir} were kept in ${elsewhere}, which is gone. Remove ${pointer} to start anew.`)

  const identity = await leastPrivileged()
  if (canEnter(dataDir, identity)) {
    await makeHome(home, identity)
    return { home, identity }
  }
  // A name of its own each time: a folder that was deleted and made anew must not meet the data of the earlier one.
  const reachable = join(sharedFolder, `accord-${randomBytes(6).toString('hex')}`)
  await makeHome(reachable, identity)
  await writeFile(pointer, `${reachable}\n`)
  log(`the database's own user cannot enter ${dataDir}, so its files are in ${reachable}`)
  return { home: reachable, identity }
}

async function makeHome(home: string, { uid, gid }: Required<Identity>): Promise<void> {
  await mkdir(home, { mode: 0o700 }).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
  const found = await lstat(home)
  if (!found.isDirectory() || ![0, uid].includes(found.uid))
    throw new Error(`${home} already exists and is not a folder of uid ${uid}. Remove it or set DATA_DIR.`)
  await chown(home, uid, gid)
  await chmod(home, 0o700)
}

async function ownerOf(folder: string): Promise<Required<Identity> | undefined> {
  const { uid, gid } = await lstat(folder).catch(() => ({ uid: 0, gid: 0 }))
  return uid === 0 ? undefined : { uid, gid }
}

function canEnter(folder: string, identity: Identity): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...identity, cwd: '/' }).status === 0
}

function canRun({ root }: PostgresFiles, identity: Identity): boolean {
  return spawnSync(join(root, 'bin', 'postgres'), ['--version'], { ...identity, cwd: '/' }).status === 0
}
