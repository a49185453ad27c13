import { createHmac } from 'node:crypto'
import type { PaperContent } from '../domain/paper/paper.ts'
import { open, seal, unwrapKey, wrapNewKey } from './contributor-key.server.ts'

/** Whose paper it is: her key goes with her account, and with it every copy of what she wrote. */
export type PaperHolder = { master: Buffer; wrappedKey: Buffer }

export type SealedScan = { wrappedKey: Buffer; sealed: Buffer }

export function sealPaper(holder: PaperHolder, content: PaperContent): Buffer {
  return seal(keyOf(holder), Buffer.from(JSON.stringify(content)))
}

export function openPaper(holder: PaperHolder, sealed: Buffer): PaperContent {
  return JSON.parse(open(keyOf(holder), sealed).toString())
}

/** A scan under a key of its own, which the person's key wraps. */
export function sealScan(holder: PaperHolder, scan: Buffer): SealedScan {
  const wrappedKey = wrapNewKey(keyOf(holder))
  return { wrappedKey, sealed: seal(unwrapKey(keyOf(holder), wrappedKey), scan) }
}

export function openScan(holder: PaperHolder, { wrappedKey, sealed }: SealedScan): Buffer {
  return open(unwrapKey(keyOf(holder), wrappedKey), sealed)
}

/** A key of its own, so that nothing else that her key seals opens as a paper. */
function keyOf({ master, wrappedKey }: PaperHolder): Buffer {
  return createHmac('sha256', unwrapKey(master, wrappedKey)).update('papers').digest()
}
