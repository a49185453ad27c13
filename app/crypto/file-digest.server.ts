import { createHash } from 'node:crypto'

/** SHA-256 of a file, by which the same one is known again. */
export function fileDigest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
