import { type Block, blockDigest, readBlock } from './blocks.ts'
import { type Asked, type FoundOut, findOut, type Own } from './find-out.ts'
import type { Lines } from './lines.ts'

/** What can be done on any thread, each with an open store. */
export type Task =
  | { does: 'digest'; fd: number; block: Block }
  | { does: 'read'; fd: number; block: Block; size: number }
  | { does: 'find-out'; fd: number; asked: Asked; own: Own }

export type Done = {
  digest: Uint8Array
  read: { digest: Uint8Array; lines: Lines }
  'find-out': FoundOut
}

export type DoneBy<One extends Task> = Done[One['does']]

export function done<One extends Task>(task: One): DoneBy<One>
export function done(task: Task): Done[Task['does']] {
  switch (task.does) {
    case 'digest':
      return blockDigest(task.fd, task.block)
    case 'read':
      return readBlock(task.fd, task.block, task.size)
    case 'find-out':
      return findOut(task.fd, task.asked, task.own)
  }
}
