import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { BundleState } from '../domain/token/bundle-state.ts'

/** What a bundle's name says: what its node holds once it took it in, and when it was signed. */
export type NamedState = BundleState & { iat: number }

/**
 * A name for one bundle, also its ETag: it says what the node then holds, under a seal for this node, so that a name
 * that was made up, altered or given to another node is nobody's. No two bundles share one (RFC 9110 §8.8.1).
 */
export function bundleName(pepper: Buffer, nodeId: string, state: NamedState): string {
  const { cursor, targets, keys, lists, iat } = state
  const nonce = randomBytes(6).toString('base64url')
  const body = Buffer.from(JSON.stringify({ cursor, targets, keys, lists, iat, nonce })).toString('base64url')
  return sealed(pepper, nodeId, body)
}

/** What the node holds that names this bundle as its own; null where the portal never gave it this one. */
export function stateNamed(pepper: Buffer, nodeId: string, name: string): NamedState | null {
  const [body = ''] = name.split('.')
  const given = Buffer.from(name)
  const expected = Buffer.from(sealed(pepper, nodeId, body))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as NamedState
}

/** Short enough for a name, long enough that nothing else has it by chance. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12)
}

const SEAL_BYTES = 16

function sealed(pepper: Buffer, nodeId: string, body: string): string {
  const seal = createHmac('sha256', pepper).update(`bundle-name\0${nodeId}\0${body}`).digest()
  return `${body}.${seal.subarray(0, SEAL_BYTES).toString('base64url')}`
}
