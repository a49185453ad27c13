import { CompactSign } from 'jose'
import { verifiedPayload } from '#gate/compact-jws.ts'
import type { KeyPurpose, Keyring, SigningKey } from './keyring.server.ts'

type Limits = { maxBytes: number }

/** Signs `claims` with the key of this purpose and checks the result as a gate would before it is released. */
export async function signedAndChecked(
  keys: Keyring,
  typ: KeyPurpose,
  claims: object,
  limits: Limits,
): Promise<string> {
  return signedWith(keys, await keys.signingKey(typ), claims, limits)
}

/** The same with one key for several (header exactly alg, kid, typ); a key that was taken back meanwhile releases nothing. */
export async function signedWith(
  keys: Keyring,
  { kid, purpose: typ, private: privateKey }: SigningKey,
  claims: object,
  { maxBytes }: Limits,
): Promise<string> {
  const compact = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', kid, typ })
    .sign(privateKey)
  await verifiedPayload(compact, { typ, keys: await keys.verificationKeys(), maxBytes })
  return compact
}
