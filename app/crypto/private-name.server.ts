import { createHmac } from 'node:crypto'
import { open, seal, unwrapKey } from './contributor-key.server.ts'

/** Whose name for somebody it is: her key goes with her account, and with it the name. */
export type NameHolder = { master: Buffer; wrappedKey: Buffer }

/** What one person calls another, for her own eyes. */
export function sealName(holder: NameHolder, name: string): Buffer {
  return seal(keyOf(holder), Buffer.from(name))
}

export function openName(holder: NameHolder, sealed: Buffer): string {
  return open(keyOf(holder), sealed).toString()
}

/** A key of its own, so that nothing else that her key seals opens as a name. */
function keyOf({ master, wrappedKey }: NameHolder): Buffer {
  return createHmac('sha256', unwrapKey(master, wrappedKey)).update('private-name').digest()
}
