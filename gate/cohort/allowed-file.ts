import { lstat, realpath, rm } from 'node:fs/promises'
import { Failure } from '../failure.ts'
import { draftFile } from '../home/replace-file.ts'
import { UsageError } from '../usage-error.ts'
import { BYTEWISE } from './cohort.ts'

/** The entries that may be used, in a file that exists only once the whole check has succeeded. */
export type AllowedFile = {
  write(bytewise: string): Promise<void>
  commit(): Promise<void>
  /** Takes away what was written, also after a commit. */
  abandon(): Promise<void>
}

export async function allowedFile(path: string): Promise<AllowedFile> {
  const draft = await written(() => draftFile(path))
  let isThere = false
  return {
    write: (bytewise) => written(() => draft.write(Buffer.from(bytewise, BYTEWISE))),
    async commit() {
      await written(draft.commit)
      isThere = true
    },
    abandon: () => (isThere ? rm(path, { force: true }) : draft.abandon()),
  }
}

/** A disk that is full, or a folder that nobody may write to. */
async function written<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : 'unknown'
    throw new Failure('list-unwritable', { code }, { cause })
  }
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
