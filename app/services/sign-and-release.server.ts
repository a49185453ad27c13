import { setTimeout as pause } from 'node:timers/promises'
import type { Tx } from '#db/client.server.ts'
import { releaseTokens, type TokenRow } from '#db/queries/consent-tokens.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import type { SigningKey } from '../crypto/keyring.server.ts'
import { nullWhereTakenBack, signedWith } from '../crypto/sign.server.ts'
import { CONSENT_TOKEN_TYPE, type ConsentClaim, consentTokenClaims } from '../domain/token/consent-claims.ts'
import type { Portal } from '../portal.server.ts'
import { holdKey } from './hold-key.server.ts'
import type { IssuingNode } from './issue-consent-tokens.server.ts'
import { statusListUri } from './publish-status-lists.server.ts'

/** A token that is recorded and may now be signed. */
export type Planned = { row: TokenRow; pseudonym: string; claim: ConsentClaim }

const MAX_TOKEN_BYTES = 4096

/** As often as a key can be taken back while something is signed with it, and as long as the news of it takes to arrive. */
const TRIES = 5
const NEWS_MS = 250

/**
 * Signs with one key, checks the own signature, releases and tells the node. What a key signed that was taken back
 * meanwhile is signed again with the next; nothing that it signed is released.
 */
export async function signAndRelease(portal: Portal, node: IssuingNode, planned: readonly Planned[]): Promise<void> {
  if (planned.length === 0) return
  for (let tries = 0; tries < TRIES; tries++) {
    const key = await portal.keys.signingKey(CONSENT_TOKEN_TYPE)
    const signing = planned.map((plan) => sign(portal, node, key, plan))
    const signed = await Promise.all(signing).catch(nullWhereTakenBack)
    if (signed && (await release(portal, node, key.kid, signed))) return
    await pause(NEWS_MS)
  }
  throw new Error('one key after another was taken back')
}

type Signed = { jti: string; compact: string }

/** False where the key was taken back; until the end it cannot be. */
function release({ db, clock }: Portal, node: IssuingNode, kid: string, signed: readonly Signed[]): Promise<boolean> {
  return db.as({ organisation: node.organisationId }, async (tx) => {
    if (!(await holdKey(tx, kid))) return false
    const released = await releaseTokens(tx, node.id, { kid, signed })
    await tellIssued(tx, node, released, clock.now())
    return true
  })
}

/** After the tokens' rows are written, so that no token's end is told before its beginning. */
function tellIssued(tx: Tx, { id: nodeId }: IssuingNode, jtis: readonly string[], at: Date): Promise<void> {
  const notices = jtis.map((jti) => ({ type: 'consent-token-issued', nodeId, payload: { jti } }))
  return enqueue(tx, notices, at)
}

async function sign(portal: Portal, node: IssuingNode, key: SigningKey, { row, pseudonym, claim }: Planned) {
  const claims = consentTokenClaims(
    {
      issuer: portal.settings.url,
      pseudonym,
      clientId: node.clientId,
      jti: row.jti,
      status: { index: row.statusIndex, uri: statusListUri(portal, row.statusListId) },
    },
    claim,
    { at: row.plannedAt, expiresOn: row.expiresAt.toISOString().slice(0, 10) },
  )
  return { jti: row.jti, compact: await signedWith(portal.keys, key, claims, { maxBytes: MAX_TOKEN_BYTES }) }
}
