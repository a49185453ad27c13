import type { Tx } from '#db/client.server.ts'
import type { TokenRow } from '#db/queries/consent-tokens.server.ts'
import { findLiveTokensAt } from '#db/queries/corrections.server.ts'
import { revokeAndTell } from './revoke-unjustified-tokens.server.ts'

/** What a token that was taken back was for: whoever held it may hold one like it under another pseudonym. */
export type TakenBack = Pick<TokenRow, 'nodeId' | 'basis' | 'target'>

/** Revokes every token of these enrolments, all in one order, and tells the nodes; returns what they were for. */
export async function revokeAllAt(tx: Tx, enrolmentIds: readonly string[], at: Date): Promise<TakenBack[]> {
  const live = await findLiveTokensAt(tx, enrolmentIds)
  await revokeAndTell(
    tx,
    live.map(({ jti }) => jti),
    at,
  )
  return live.map(({ nodeId, basis, target }) => ({ nodeId, basis, target }))
}
