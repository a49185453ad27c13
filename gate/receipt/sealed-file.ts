import { createHash } from 'node:crypto'
import { SEAL_MARK } from '../../app/domain/receipt/seal.ts'

/** A receipt's file taken apart: its seal, and the SHA-256 of every other byte in it. */
export type SealedFile = { seal: string; digest: string }

/** Byte for byte and without a look at what the bytes mean, so that no two readers can differ; null where nothing is sealed. */
export function sealedFile(file: Buffer): SealedFile | null {
  const mark = file.lastIndexOf(SEAL_MARK)
  if (mark === -1) return null
  const start = mark + SEAL_MARK.length
  const after = file.subarray(start).findIndex((byte) => !SEAL_BYTES.has(byte))
  const end = after === -1 ? file.length : start + after
  const digest = createHash('sha256').update(file.subarray(0, start)).update(file.subarray(end)).digest('base64url')
  return { seal: file.toString('latin1', start, end), digest }
}

/** The letters of a compact JWS (RFC 7515 §3.1). */
const SEAL_BYTES = new Set(Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.', 'latin1'))
