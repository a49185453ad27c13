import { readFile } from 'node:fs/promises'

/** The user to become when starting a program; empty to stay who we are. */
export type Identity = { uid?: number; gid?: number }

const candidates = ['postgres', '_postgres', 'nobody']

/** The user of this machine that a database server started by root should run as. */
export async function leastPrivileged(): Promise<Required<Identity>> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of candidates) {
    const user = users.find(([userName]) => userName === name)
    const [uid, gid] = [Number(user?.[2]), Number(user?.[3])]
    if (uid > 0 && gid > 0) return { uid, gid }
  }
  throw new Error(`PostgreSQL refuses to run as root and this machine has no user ${candidates.join(', ')}.`)
}
