import { closeSync, fstatSync, openSync } from 'node:fs'
import { Failure } from '../failure.ts'
import { storeHeadFrom } from '../home/consent-token-store.ts'
import { LINE_FEED, MAX_LINE_BYTES } from './lines.ts'
import { readAt } from './read-at.ts'

/** A store that was opened: whatever takes its place on disk, this one goes on. */
export type Store = {
  fd: number
  size: number
  /** Changes with every change that the file system was told of. */
  stamp: string
  /** How many tokens its first line promises; null where it promises none. */
  promised: number | null
}

/** Refuses a store that lacks its first line. */
export function openStore(path: string): Store {
  const fd = opened(path)
  try {
    const { size, ino, mtimeNs, ctimeNs } = fstatSync(fd, { bigint: true })
    const stamp = `${ino} ${mtimeNs} ${ctimeNs}`
    return { fd, size: Number(size), stamp, promised: storeHeadFrom(firstLine(fd, Number(size))).tokens }
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

function opened(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (cause) {
    const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    if (isAbsent) throw new Failure('target-not-synced', { hint: 'add it to config.json and sync' }, { cause })
    throw new Failure('tokens-damaged', { tokens: 'unreadable' }, { cause })
  }
}

function firstLine(fd: number, size: number): string {
  const beginning = readAt(fd, 0, Math.min(size, MAX_LINE_BYTES))
  const end = beginning.indexOf(LINE_FEED)
  if (end === -1) throw new Failure('tokens-damaged', { tokens: 'cut off' })
  return beginning.toString('utf8', 0, end)
}
