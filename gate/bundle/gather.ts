import type { TrustFile } from '../home/trust-file.ts'
import { revokedKids } from '../trust.ts'
import type { BundleSource } from './bundle-source.ts'
import { type Gathered, withBundle } from './gathered.ts'
import { type Pinned, verifiedBundle } from './verified-bundle.ts'

/** A portal that never comes to an end is not waited for. */
const MOST_BUNDLES = 10_000

/** Bundle after bundle, each verified by what the ones before it pinned, until there is no more; nothing is written yet. */
export async function gather(
  source: BundleSource,
  before: TrustFile | null,
  since: string | null,
  pinned: Omit<Pinned, 'revokedKids'>,
  now: () => Date,
): Promise<Gathered> {
  let soFar: Gathered | null = null
  for (let taken = 0; taken < MOST_BUNDLES && (soFar === null || soFar.more || source.hasAnother()); taken++) {
    const jws: string = await source.next(soFar?.trust.bundle.jti ?? since)
    const anchors = soFar?.trust.bundle.anchors ?? pinned.anchors
    const jwks = (soFar?.trust ?? before)?.jwks
    const at = now()
    const bundle = await verifiedBundle(jws, { ...pinned, anchors, revokedKids: jwks ? revokedKids(jwks) : [] }, at)
    soFar = await withBundle(before, soFar, bundle, { dated: source.dated(bundle), at })
  }
  if (!soFar || soFar.more) throw new Error('the portal always has more')
  return soFar
}
