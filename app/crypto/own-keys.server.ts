import { type IssuerKeys, issuerKeys } from '#gate/trust.ts'
import type { Keyring } from './keyring.server.ts'

/** The portal's own public keys as a hospital's gate would hold them. */
export function ownKeys(keys: Keyring): Promise<IssuerKeys> {
  return issuerKeys({ keys: keys.all().map((key) => key.public) })
}
