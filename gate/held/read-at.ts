import { readSync } from 'node:fs'
import { Failure } from '../failure.ts'

/** The bytes of an open file from `from` on; fewer than were asked for are a file that was cut meanwhile. */
export function readAt(fd: number, from: number, length: number): Buffer {
  return readInto(Buffer.allocUnsafe(length), fd, from)
}

/** Fills these bytes from an open file. */
export function readInto(bytes: Buffer, fd: number, from: number): Buffer {
  for (let done = 0; done < bytes.length; ) {
    const read = readSync(fd, bytes, done, Math.min(bytes.length - done, LARGEST_READ), from + done)
    if (read === 0) throw new Failure('tokens-damaged', { tokens: 'cut off' })
    done += read
  }
  return bytes
}

const LARGEST_READ = 2 ** 30
