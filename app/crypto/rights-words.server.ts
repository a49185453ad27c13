import { createHmac } from 'node:crypto'
import { open, seal, unwrapKey } from './contributor-key.server.ts'

type Holder = { master: Buffer; wrappedKey: Buffer }

/** What somebody wrote about her data, or was answered: readable as long as her account has its key. */
export function sealRightsWords(holder: Holder, words: string): Buffer {
  return seal(keyOf(holder), Buffer.from(words))
}

export function openRightsWords(holder: Holder, sealed: Buffer): string {
  return open(keyOf(holder), sealed).toString()
}

/** A key of its own, so that nothing else that her key seals opens as these words. */
function keyOf({ master, wrappedKey }: Holder): Buffer {
  return createHmac('sha256', unwrapKey(master, wrappedKey)).update('rights-words').digest()
}
