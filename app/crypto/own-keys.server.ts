import type { IssuerKeys } from '#gate/trust.ts'
import type { Keyring } from './keyring.server.ts'

/** The portal's own public keys as a hospital's gate would hold them. */
export function ownKeys(keys: Keyring): Promise<IssuerKeys> {
  return keys.verificationKeys()
}
