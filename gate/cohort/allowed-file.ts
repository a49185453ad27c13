import { lstat, realpath, rm } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import { type Draft, draftFile } from '../home/replace-file.ts'
import { UsageError } from '../usage-error.ts'

/** The rows that may be used, in a file that exists only once the whole check has succeeded. */
export type AllowedFile = Omit<Draft, 'write'> & { write(rows: string[][]): Promise<void> }

export async function allowedFile(path: string, delimiter: string): Promise<AllowedFile> {
  const draft = await draftFile(path)
  return { ...draft, write: (rows) => draft.write(stringify(rows, { delimiter })) }
}

/** Takes away the list of an earlier check before anything else: it must not be mistaken for this one's, whatever follows. */
export async function removeEarlierList(path: string, cohort: string | null): Promise<void> {
  const existing = await lstat(path).catch(() => null)
  if (!existing) return
  if (!existing.isFile() && !existing.isSymbolicLink()) throw new UsageError('--out must name a file')
  if (cohort !== null && (await realpathOf(path)) === (await realpathOf(cohort))) {
    throw new UsageError('--out and --cohort must be two files')
  }
  await rm(path)
}

function realpathOf(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}
