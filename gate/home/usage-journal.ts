import { readFile } from 'node:fs/promises'
import { replaceFile } from './replace-file.ts'

/**
 * `state/usage.json`: the number of the last accepted report, and the one on its way, if any.
 * A report is written here before it is sent, so that a retry sends the same bytes under the same number.
 */
export type UsageJournal = { accepted_seq: number; pending: PendingReport | null }

/** `about` is a digest of what was reported, by which a retry is known. */
export type PendingReport = { seq: number; about: string; jws: string }

export async function readUsageJournal(path: string): Promise<UsageJournal> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? { accepted_seq: 0, pending: null } : (JSON.parse(text) as UsageJournal)
}

export function writeUsageJournal(path: string, journal: UsageJournal): Promise<void> {
  return replaceFile(path, `${JSON.stringify(journal)}\n`)
}
