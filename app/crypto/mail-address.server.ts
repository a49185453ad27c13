import { createHash, createHmac } from 'node:crypto'
import { open, seal, unwrapKey } from './contributor-key.server.ts'

/** Whose address it is: her key goes with her account, and with it every copy of the address. */
export type Holder = { master: Buffer; wrappedKey: Buffer }

export function sealAddress(holder: Holder, address: string): Buffer {
  return seal(keyOf(holder), Buffer.from(address))
}

export function openAddress(holder: Holder, sealed: Buffer): string {
  return open(keyOf(holder), sealed).toString()
}

/** Six digits that are kept nowhere: made anew from the address's id when they are written and when they are checked. */
export function addressNumber(pepper: Buffer, addressId: string): string {
  const bytes = createHmac('sha256', pepper).update(`mail-number\0${addressId}`).digest()
  return String(bytes.readUInt32BE(0) % 1_000_000).padStart(6, '0')
}

/** Ends all messages to one address (RFC 8058): 256 bits that say nothing about anybody. */
export function endingToken(pepper: Buffer, addressId: string): string {
  return createHmac('sha256', pepper).update(`mail-ending\0${addressId}`).digest('base64url')
}

/** What the portal keeps of it: a copy of the table ends nobody's messages. */
export function endingHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** A key of its own, so that nothing else that her key seals opens as an address. */
function keyOf({ master, wrappedKey }: Holder): Buffer {
  return createHmac('sha256', unwrapKey(master, wrappedKey)).update('mail-address').digest()
}
