import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { Unreadable } from './unreadable.ts'

/** One file, read in pieces: what was judged is what is copied, or nothing is. */
export type OpenImage = {
  size: number
  read(from: number, until: number): Promise<Buffer>
  requireUnchanged(): Promise<void>
}

/** Hands a regular file to `work` and closes it; a link or a pipe is none. */
export async function withImage<Result>(path: string, work: (image: OpenImage) => Promise<Result>): Promise<Result> {
  const file = await opened(path)
  try {
    return await work(await imageIn(file))
  } finally {
    await file.close()
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (cause) {
    throw new Unreadable('not-a-file', { cause })
  }
}

async function imageIn(file: FileHandle): Promise<OpenImage> {
  const before = await file.stat({ bigint: true })
  if (!before.isFile()) throw new Unreadable('not-a-file')
  return {
    size: Number(before.size),
    async read(from, until) {
      const bytes = Buffer.allocUnsafe(until - from)
      let length = 0
      while (length < bytes.length) {
        const { bytesRead } = await file.read(bytes, length, bytes.length - length, from + length)
        if (bytesRead === 0) throw new Unreadable('changed-meanwhile')
        length += bytesRead
      }
      return bytes
    },
    async requireUnchanged() {
      const after = await file.stat({ bigint: true })
      if (after.size !== before.size || after.mtimeNs !== before.mtimeNs) throw new Unreadable('changed-meanwhile')
    },
  }
}
