import { verifiedPayload } from '#gate/compact-jws.ts'
import type { KeyPurpose, Keyring } from './keyring.server.ts'

/** The claims of something that the portal itself once signed with a key that was not taken back, or null where it did not. */
export async function claimsOfOwn(
  keys: Keyring,
  jws: string,
  { typ, maxBytes }: { typ: KeyPurpose; maxBytes: number },
): Promise<Record<string, unknown> | null> {
  const known = await keys.verificationKeys()
  return verifiedPayload(jws, { typ, keys: known, maxBytes }).catch(() => null)
}
