import { bundleJwt } from '../crypto/bundle-jwt.server.ts'
import { bundleName, type NamedState, stateNamed } from '../crypto/bundle-name.server.ts'
import { BUNDLE_LIFE, BUNDLE_VERSION, type TargetTokens } from '../domain/token/bundle.ts'
import { bundlePage } from '../domain/token/bundle-page.ts'
import { canBeAddedTo, isSameState } from '../domain/token/bundle-state.ts'
import type { Portal } from '../portal.server.ts'
import { findTokenTargets } from './find-token-target.server.ts'
import { issueDueTokens } from './hand-out-consent-tokens.server.ts'
import { type IssuingNode, targetKey } from './issue-consent-tokens.server.ts'
import { statusListUri } from './publish-status-lists.server.ts'
import { BUNDLE_POLICY, type BundleContents, readBundleContents, type Token } from './read-bundle-contents.server.ts'

export type AskedBundle = {
  node: IssuingNode
  /** The name of the bundle that the node has; only what came since is wanted. */
  since: string | null
  /** Names of bundles that would still do. */
  unless: readonly string[]
}

/** A signed bundle under its name; without one, nothing has changed since the bundle of that name. */
export type HandedOutBundle = { name: string; jwt: string | null }

/**
 * Everything that a gate needs while it is cut off, in one signed document: whole, or what came since another.
 * A name that this node was not given yields a whole bundle: nothing is left out on anybody's word but the portal's seal.
 */
export async function handOutBundle(portal: Portal, asked: AskedBundle): Promise<HandedOutBundle> {
  const { node, since, unless } = asked
  const named = (name: string) => stateNamed(portal.secrets.pepper, node.id, name)
  const targets = await portal.db.as({ organisation: node.organisationId }, (tx) => findTokenTargets(tx, node.id))
  const moreDue = await issueDueTokens(portal, node, targets)

  const keys = targets.map(({ target }) => targetKey(target))
  const { base, contents } = await contentsSince(portal, node, keys, since === null ? null : named(since))
  const unchanged = unless.find((name) => isStillGood(named(name), contents))
  if (unchanged && !moreDue) return { name: unchanged, jwt: null }

  const { iat } = contents
  const page = bundlePage(base, contents)
  const name = bundleName(portal.secrets.pepper, node.id, { ...page.state, iat })
  const jwt = await bundleJwt(portal.keys, {
    iss: portal.settings.url,
    aud: node.clientId,
    jti: name,
    iat,
    exp: iat + BUNDLE_LIFE,
    version: BUNDLE_VERSION,
    base: base && since,
    more: page.more || moreDue,
    policy: BUNDLE_POLICY,
    ...contents.keySet,
    status_lists: Object.fromEntries(page.lists.map((list) => [statusListUri(portal, list.id), list.jwt])),
    consent_tokens: keys.map((key) => tokensFor(key, page.tokens)),
  })
  return { name, jwt }
}

type TargetKey = ReturnType<typeof targetKey>

/** Reads on from what the node has, where that can be added to; otherwise from the beginning. */
async function contentsSince(portal: Portal, node: IssuingNode, keys: TargetKey[], held: NamedState | null) {
  if (held) {
    const contents = await readBundleContents(portal, node, keys, held)
    if (canBeAddedTo(held, contents.current)) return { base: held, contents }
  }
  return { base: null, contents: await readBundleContents(portal, node, keys, null) }
}

/** Past half its life a bundle is signed anew, even if it would say the same. */
function isStillGood(held: NamedState | null, { current, iat }: BundleContents): boolean {
  return held !== null && isSameState(held, current) && held.iat > iat - BUNDLE_LIFE / 2
}

function tokensFor({ basis, target }: TargetKey, all: readonly Token[]): TargetTokens {
  const tokens = all
    .filter((token) => token.basis === basis && token.target === target)
    .map(({ subject, compact, expiresAt }) => {
      return { subject, consent_token: compact, expires_at: expiresAt.toISOString() }
    })
  return basis === 'consent'
    ? { legal_basis: basis, programme: target, tokens }
    : { legal_basis: basis, data_use: target, tokens }
}
