import { verifiedPayload } from '#gate/compact-jws.ts'
import { type IssuerKeySet, issuerKeys } from '#gate/trust.ts'
import type { KeyPurpose } from './keyring.server.ts'

/** The claims of something that the portal itself once signed with one of these keys, or null where it did not. */
export async function claimsOfOwn(
  jws: string,
  published: IssuerKeySet,
  { typ, maxBytes }: { typ: KeyPurpose; maxBytes: number },
): Promise<Record<string, unknown> | null> {
  const keys = await issuerKeys(published)
  return verifiedPayload(jws, { typ, keys, maxBytes }).catch(() => null)
}
