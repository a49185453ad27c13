import { CompactSign } from 'jose'
import { verifiedPayload } from '#gate/compact-jws.ts'
import type { KeyPurpose, Keyring } from './keyring.server.ts'
import { ownKeys } from './own-keys.server.ts'

/** Signs `claims` with the key of this purpose (header exactly alg, kid, typ) and checks the result as a gate would before it is released. */
export async function signedAndChecked(
  keys: Keyring,
  typ: KeyPurpose,
  claims: object,
  { maxBytes }: { maxBytes: number },
): Promise<string> {
  const key = keys.signingKey(typ)
  const compact = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ })
    .sign(key.private)
  await verifiedPayload(compact, { typ, keys: await ownKeys(keys), maxBytes })
  return compact
}
