import type { Tx } from '#db/client.server.ts'
import { findLiveTokensOf, revokeTokens, type TokenRow } from '#db/queries/consent-tokens.server.ts'
import { findDataUse } from '#db/queries/data-uses.server.ts'
import { findFormFacts } from '#db/queries/forms.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { claimHash } from '../crypto/claim-hash.server.ts'
import type { Standing } from '../domain/consent/standing.ts'
import { type FormFacts, justifiedClaim, type TokenTarget } from '../domain/token/justified-claim.ts'
import type { Portal } from '../portal.server.ts'

/** Revokes every token whose claim is no longer exactly what the standing justifies, and tells the nodes. */
export async function revokeUnjustifiedTokens(
  { clock }: Portal,
  tx: Tx,
  contributorId: string,
  standing: Standing,
): Promise<void> {
  const live = await findLiveTokensOf(tx, contributorId)
  if (live.length === 0) return

  const now = clock.now()
  const forms = await findFormFacts(tx)
  const unjustified: string[] = []
  for (const token of live) {
    if (!(await isJustified(tx, token, standing, forms, now))) unjustified.push(token.jti)
  }
  await revokeAndTell(tx, unjustified, now)
}

/** Revokes these tokens and tells their nodes. */
export async function revokeAndTell(tx: Tx, jtis: readonly string[], at: Date): Promise<void> {
  const revoked = await revokeTokens(tx, jtis, at)
  await enqueue(
    tx,
    revoked.map(({ jti, nodeId }) => ({ type: 'consent-token-revoked', nodeId, payload: { jti } })),
    at,
  )
}

async function isJustified(tx: Tx, token: TokenRow, standing: Standing, forms: FormFacts, at: Date): Promise<boolean> {
  const target = await targetOf(tx, token)
  const justified = target && justifiedClaim(standing, target, forms, at)
  return !!justified && claimHash(justified.claim).equals(token.claimHash)
}

async function targetOf(tx: Tx, token: TokenRow): Promise<TokenTarget | null> {
  if (token.basis === 'consent') return { basis: 'consent', programme: token.target }
  const dataUse = await findDataUse(tx, token.target)
  return dataUse && { basis: 'altruism', dataUse }
}
