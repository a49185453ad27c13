import { CompactSign } from 'jose'
import { verifiedPayload } from '#gate/compact-jws.ts'
import { Refusal } from '#gate/refusal.ts'
import type { KeyPurpose, Keyring, SigningKey } from './keyring.server.ts'

type Limits = { maxBytes: number }

/** Signs `claims` with the key of this purpose and checks the result as a gate would before it is released. */
export async function signedAndChecked(
  keys: Keyring,
  typ: KeyPurpose,
  claims: object,
  limits: Limits,
): Promise<string> {
  const first = await signedWith(keys, await keys.signingKey(typ), claims, limits).catch(nullWhereTakenBack)
  return first ?? signedWith(keys, await keys.signingKey(typ), claims, limits)
}

/** What was signed; null where the key was taken back meanwhile, and another has to be used. */
export function nullWhereTakenBack(error: unknown): null {
  if (error instanceof Refusal && error.reason === 'key-revoked') return null
  throw error
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
