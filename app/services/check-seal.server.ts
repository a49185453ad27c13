import { openedSeal } from '../crypto/receipt-seal.server.ts'
import { type KeyState, keyState } from '../domain/key/key-state.ts'
import type { Portal } from '../portal.server.ts'

export type CheckedSeal =
  | { outcome: 'known'; digest: string; sealedAt: Date; kid: string; keyState: Exclude<KeyState, 'revoked'> }
  | { outcome: 'taken-back' | 'unknown' }

/**
 * What a printed seal proves to whoever holds it: that this portal sealed this digest, when and with which key.
 * Nothing is looked up but keys, so that nobody learns from it whether there is such a receipt, or such a person.
 */
export async function checkSeal({ keys, settings, clock }: Portal, seal: string): Promise<CheckedSeal> {
  const at = clock.now()
  const opened = await openedSeal(keys, seal, at)
  if (typeof opened === 'string') return { outcome: opened }
  const key = (await keys.known()).find(({ kid }) => kid === opened.kid)
  const state = key ? keyState(key, at) : 'revoked'
  if (state === 'revoked') return { outcome: 'taken-back' }
  if (opened.iss !== settings.url) return { outcome: 'unknown' }
  const digest = Buffer.from(opened.record, 'base64url').toString('hex')
  return { outcome: 'known', digest, sealedAt: new Date(opened.iat * 1000), kid: opened.kid, keyState: state }
}
