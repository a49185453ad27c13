import { bundleClaims } from '#gate/bundle/bundle-claims.ts'
import { BUNDLE_TYPE, type BundleClaims, MAX_BUNDLE_BYTES } from '../domain/token/bundle.ts'
import type { Keyring } from './keyring.server.ts'
import { signedAndChecked } from './sign.server.ts'

/** A signed bundle; what a gate would not understand is not signed. */
export async function bundleJwt(keys: Keyring, claims: BundleClaims): Promise<string> {
  return signedAndChecked(keys, BUNDLE_TYPE, bundleClaims({ ...claims }), { maxBytes: MAX_BUNDLE_BYTES })
}
