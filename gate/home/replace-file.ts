import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Replaces a file whole or not at all, durably, readable by its owner alone. */
export async function replaceFile(path: string, text: string | Iterable<string>): Promise<void> {
  const draft = await draftFile(path)
  try {
    for (const piece of typeof text === 'string' ? [text] : text) await draft.write(piece)
    await draft.commit()
  } catch (error) {
    await draft.abandon()
    throw error
  }
}

/** A file in the making, beside the one that it is to replace. */
export type Draft = {
  write(text: string | Uint8Array): Promise<void>
  commit(): Promise<void>
  abandon(): Promise<void>
}

export async function draftFile(path: string): Promise<Draft> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.unfinished`)
  const file = await open(temporary, 'wx', 0o600)
  return {
    async write(text) {
      await file.appendFile(text)
    },
    async commit() {
      await file.sync()
      await file.close()
      await rename(temporary, path)
      await syncDirectory(dirname(path))
    },
    async abandon() {
      await closeQuietly(file)
      await rm(temporary, { force: true })
    },
  }
}

/** A rename lasts once its directory is on disk; Windows neither needs nor allows this. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

async function closeQuietly(file: FileHandle): Promise<void> {
  await file.close().catch(() => undefined)
}
