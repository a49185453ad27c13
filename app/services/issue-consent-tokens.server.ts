import type { Tx } from '#db/client.server.ts'
import {
  expireTokens,
  findLiveTokens,
  findReleasedByJti,
  type ReleasedToken,
  releaseTokens,
  type TokenRow,
} from '#db/queries/consent-tokens.server.ts'
import { holdContributors } from '#db/queries/contributors.server.ts'
import { findFormFacts } from '#db/queries/forms.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { findStandings } from '#db/queries/standings.server.ts'
import { findOpenLists } from '#db/queries/status-lists.server.ts'
import { stillClaimed } from '#db/queries/still-claimed.server.ts'
import { claimHash } from '../crypto/claim-hash.server.ts'
import { signedAndChecked } from '../crypto/sign.server.ts'
import { STATUS_LIST_TTL } from '../crypto/status-list-jwt.server.ts'
import { startOfDay } from '../domain/day.ts'
import {
  CONSENT_TOKEN_TYPE,
  type ConsentClaim,
  consentTokenClaims,
  tokenExpiryDay,
} from '../domain/token/consent-claims.ts'
import { justifiedClaim, type TokenTarget } from '../domain/token/justified-claim.ts'
import type { Portal } from '../portal.server.ts'
import { placeTokens, type TokenDue } from './place-tokens.server.ts'
import { revokeAndTell } from './revoke-unjustified-tokens.server.ts'
import { statusListUri } from './status-list-uri.server.ts'
import { Unavailable } from './unavailable.server.ts'

export type IssuingNode = { id: string; clientId: string; organisationId: string }
export type ClaimedEnrolment = { id: string; contributorId: string; pseudonym: string }
export type Issue = {
  node: IssuingNode
  target: TokenTarget
  tokenDays: number
  enrolments: readonly ClaimedEnrolment[]
}

const MAX_TOKEN_BYTES = 4096

/** A list that was not published for so long could not take a token back either. */
const LIST_AGE_MS = 2 * STATUS_LIST_TTL * 1000

/** A token that is recorded and may now be signed. */
type Planned = { row: TokenRow; pseudonym: string; claim: ConsentClaim; expiresOn: string }

/** How the people's switches are held still while their tokens are planned. */
type Hold = typeof holdContributors

/**
 * Issues what these people's choices justify, or returns the unchanged live token: record what will be signed,
 * commit, sign, check the own signature, release. Whoever withdraws in between is not released. While no status list
 * is published, nothing new is issued; what a hospital holds already is still returned, because its gate judges the
 * list's age for itself.
 */
export async function issueConsentTokens(
  portal: Portal,
  issue: Issue,
  { hold = holdContributors }: { hold?: Hold } = {},
): Promise<ReleasedToken[]> {
  const scope = { organisation: issue.node.organisationId }
  const { live, planned, isShort } = await portal.db.as(scope, (tx) => planTokens(portal, tx, issue, hold))
  if (isShort) throw new Unavailable('status-list-not-published')
  const signed = await Promise.all(planned.map((plan) => sign(portal, issue.node, plan)))
  return portal.db.as(scope, async (tx) => {
    const released = await releaseTokens(tx, issue.node.id, signed)
    await tellIssued(portal, tx, issue.node, released)
    return findReleasedByJti(tx, [...live, ...planned.map(({ row }) => row.jti)])
  })
}

/** After the tokens' rows are written, so that no token's end is told before its beginning. */
function tellIssued({ clock }: Portal, tx: Tx, { id: nodeId }: IssuingNode, jtis: readonly string[]): Promise<void> {
  const notices = jtis.map((jti) => ({ type: 'consent-token-issued', nodeId, payload: { jti } }))
  return enqueue(tx, notices, clock.now())
}

/** Under the contributors' locks: whoever holds a switch waits, whoever waits for a switch sees these tokens. */
async function planTokens(
  portal: Portal,
  tx: Tx,
  { enrolments: read, ...issue }: Issue,
  hold: Hold,
): Promise<{ live: string[]; planned: Planned[]; isShort: boolean }> {
  const at = portal.clock.now()
  await hold(
    tx,
    read.map(({ contributorId }) => contributorId),
  )
  const enrolments = await stillClaimed(tx, read)
  const enrolmentIds = enrolments.map(({ id }) => id)
  await expireTokens(tx, enrolmentIds, at)

  const due = await justifiedEnrolments(tx, { ...issue, enrolments }, at)
  const key = { nodeId: issue.node.id, ...targetKey(issue.target), enrolmentIds }
  const stale = (await findLiveTokens(tx, key)).filter((row) => !due.get(row.enrolmentId)?.hash.equals(row.claimHash))
  await revokeAndTell(
    tx,
    stale.map(({ jti }) => jti),
    at,
  )
  const lists = await findOpenLists(tx, new Date(at.getTime() - LIST_AGE_MS))
  if (lists.length > 0) await placeTokens(portal, tx, { key, lists }, due, at)

  const rows = await findLiveTokens(tx, key)
  const live = rows.filter(({ state }) => state === 'issued').map(({ jti }) => jti)
  return {
    live,
    isShort: lists.length === 0 && live.length < due.size,
    planned: rows
      .filter(({ state }) => state === 'planned')
      .flatMap((row) => {
        const plan = due.get(row.enrolmentId)
        return plan ? [{ row, ...plan }] : []
      }),
  }
}

type Due = TokenDue & { pseudonym: string; claim: ConsentClaim; expiresOn: string }

async function justifiedEnrolments(
  tx: Tx,
  { target, tokenDays, enrolments }: Issue,
  at: Date,
): Promise<Map<string, Due>> {
  const forms = await findFormFacts(tx)
  const standings = await findStandings(
    tx,
    enrolments.map(({ contributorId }) => contributorId),
  )
  const due = new Map<string, Due>()
  for (const { id, contributorId, pseudonym } of enrolments) {
    const standing = standings.get(contributorId)
    const justified = standing && justifiedClaim(standing, target, forms, at)
    if (!justified) continue
    const expiresOn = tokenExpiryDay(at, tokenDays, justified.expiresAt)
    if (startOfDay(expiresOn) * 1000 <= at.getTime()) continue
    const { claim } = justified
    const expiresAt = new Date(startOfDay(expiresOn) * 1000)
    due.set(id, { pseudonym, contributorId, claim, hash: claimHash(claim), expiresOn, expiresAt })
  }
  return due
}

async function sign(portal: Portal, node: IssuingNode, { row, pseudonym, claim }: Planned) {
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
  const compact = await signedAndChecked(portal.keys, CONSENT_TOKEN_TYPE, claims, { maxBytes: MAX_TOKEN_BYTES })
  return { jti: row.jti, compact }
}

export function targetKey(target: TokenTarget): { basis: 'consent' | 'altruism'; target: string } {
  return target.basis === 'consent'
    ? { basis: 'consent', target: target.programme }
    : { basis: 'altruism', target: target.dataUse.id }
}
