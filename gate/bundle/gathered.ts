import type { BundleClaims, HandedOutToken, TargetTokens } from '../../app/domain/token/bundle.ts'
import { anchorsIn } from '../anchors.ts'
import type { Basis } from '../covering-provision.ts'
import { Failure } from '../failure.ts'
import { targetName } from '../home/gate-home.ts'
import type { HeldBundle, TrustFile } from '../home/trust-file.ts'
import { keySetAfter } from '../key-set.ts'
import { newerLists } from './newer-lists.ts'

/** What a node will know once the bundles that it has looked at are written down. */
export type Gathered = {
  trust: TrustToBe
  received: Received[]
  /** There is more to come before it is all of it. */
  more: boolean
}

/** A trust file, before it is known how many tokens stand beside it. */
export type TrustToBe = Omit<TrustFile, 'bundle'> & { bundle: Omit<HeldBundle, 'targets'> }

/** The tokens for one thing that the node takes part in; where they are all, they take the place of those held. */
export type Received = { basis: Basis; all: boolean; tokens: HandedOutToken[] }

/**
 * Adds a verified bundle to what was gathered before it; a whole one begins anew. `before` is what the node holds:
 * nothing in it may be newer. `dated` is the moment, in seconds, for which the bundle vouches.
 */
export async function withBundle(
  before: TrustFile | null,
  soFar: Gathered | null,
  bundle: BundleClaims,
  { dated, at }: { dated: number; at: Date },
): Promise<Gathered> {
  const held: TrustToBe | TrustFile | null = soFar?.trust ?? before
  requireNext(bundle, held?.bundle)
  const { iss: issuer, aud: audience, jti, iat, base, more, policy, keys, revoked_kids } = bundle
  const isWhole = base === null
  const jwks = await keySetAfter(held?.jwks ?? null, { keys, revoked_kids })
  const lists = await newerLists(bundle, { before, held, jwks, dated, at })
  const trust = {
    ...{ issuer, audience, synced_at: dated, jwks },
    status_lists: isWhole ? lists : { ...confirmed(held?.status_lists ?? {}, dated), ...lists },
    bundle: { jti, iat, anchors: await anchorsIn(jwks), policy },
  }
  return {
    trust,
    received: bundle.consent_tokens.map((target) => received(target, isWhole ? null : soFar, isWhole)),
    more,
  }
}

/**
 * A bundle comes after the one held: it adds to that very one, or it is whole and newer. One that is held
 * already may be taken in again, which changes nothing.
 */
function requireNext({ jti, base, iat }: BundleClaims, held: TrustToBe['bundle'] | undefined): void {
  if (jti === held?.jti) return
  if (base !== null && base !== held?.jti) throw new Failure('bundle-base-unknown', { base, held: held?.jti ?? null })
  if (held && (base === null ? iat <= held.iat : iat < held.iat)) {
    throw new Failure('bundle-older', { signed_at: at(iat), held: at(held.iat) })
  }
}

/** Where a bundle that adds says nothing about a list, it vouches for the one held (its base names it). */
function confirmed(lists: TrustFile['status_lists'], fetched_at: number): TrustFile['status_lists'] {
  return Object.fromEntries(Object.entries(lists).map(([uri, list]) => [uri, { ...list, fetched_at }]))
}

function received(target: TargetTokens, soFar: Gathered | null, isWhole: boolean): Received {
  const basis = basisOf(target)
  const earlier = soFar?.received.find((one) => targetName(one.basis) === targetName(basis))
  return { basis, all: isWhole || earlier?.all === true, tokens: [...(earlier?.tokens ?? []), ...target.tokens] }
}

function basisOf(target: TargetTokens): Basis {
  return target.legal_basis === 'consent'
    ? { legal_basis: 'consent', programme: target.programme }
    : { legal_basis: 'altruism', data_use: target.data_use }
}

function at(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
