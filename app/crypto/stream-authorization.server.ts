import { createHmac } from 'node:crypto'
import { open, seal } from './contributor-key.server.ts'

/** Seals the `Authorization` header that a node's endpoint expects. */
export function sealAuthorization(master: Buffer, header: string): Buffer {
  return seal(keyFrom(master), Buffer.from(header))
}

export function openAuthorization(master: Buffer, sealed: Buffer): string {
  return open(keyFrom(master), sealed).toString()
}

/** A key of its own, so that nothing else that the master key seals opens as a header. */
function keyFrom(master: Buffer): Buffer {
  return createHmac('sha256', master).update('event-stream-authorization').digest()
}
