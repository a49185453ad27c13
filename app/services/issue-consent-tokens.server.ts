import { randomInt, randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import {
  expireTokens,
  findLiveTokens,
  findReleasedByJti,
  insertPlannedTokens,
  type ReleasedToken,
  releaseTokens,
  type TokenRow,
} from '#db/queries/consent-tokens.server.ts'
import { holdContributors } from '#db/queries/contributors.server.ts'
import { findFormFacts } from '#db/queries/forms.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { findStandings } from '#db/queries/standings.server.ts'
import { findStatusLists } from '#db/queries/status-lists.server.ts'
import { stillClaimed } from '#db/queries/still-claimed.server.ts'
import { claimHash } from '../crypto/claim-hash.server.ts'
import { signedAndChecked } from '../crypto/sign.server.ts'
import { startOfDay } from '../domain/day.ts'
import {
  CONSENT_TOKEN_TYPE,
  type ConsentClaim,
  consentTokenClaims,
  tokenExpiryDay,
} from '../domain/token/consent-claims.ts'
import { justifiedClaim, type TokenTarget } from '../domain/token/justified-claim.ts'
import type { Portal } from '../portal.server.ts'
import { statusListUri } from './publish-status-lists.server.ts'
import { revokeAndTell } from './revoke-unjustified-tokens.server.ts'

export type IssuingNode = { id: string; clientId: string; organisationId: string }
export type ClaimedEnrolment = { id: string; contributorId: string; pseudonym: string }
export type Issue = {
  node: IssuingNode
  target: TokenTarget
  tokenDays: number
  enrolments: readonly ClaimedEnrolment[]
}

const MAX_TOKEN_BYTES = 4096

/** A token that is recorded and may now be signed. */
type Planned = { row: TokenRow; pseudonym: string; claim: ConsentClaim; expiresOn: string }

/** How the people's switches are held still while their tokens are planned. */
type Hold = typeof holdContributors

/**
 * Issues what these people's choices justify, or returns the unchanged live token: record what will be signed,
 * commit, sign, check the own signature, release. Whoever withdraws in between is not released.
 */
export async function issueConsentTokens(
  portal: Portal,
  issue: Issue,
  { hold = holdContributors }: { hold?: Hold } = {},
): Promise<ReleasedToken[]> {
  const scope = { organisation: issue.node.organisationId }
  const { live, planned } = await portal.db.as(scope, (tx) => planTokens(portal, tx, issue, hold))
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
): Promise<{ live: string[]; planned: Planned[] }> {
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
  await insertMissing(tx, issue, due, at)

  const rows = await findLiveTokens(tx, key)
  return {
    live: rows.filter(({ state }) => state === 'issued').map(({ jti }) => jti),
    planned: rows
      .filter(({ state }) => state === 'planned')
      .flatMap((row) => {
        const plan = due.get(row.enrolmentId)
        return plan ? [{ row, ...plan }] : []
      }),
  }
}

type Due = { pseudonym: string; contributorId: string; claim: ConsentClaim; hash: Buffer; expiresOn: string }

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
    due.set(id, { pseudonym, contributorId, claim: justified.claim, hash: claimHash(justified.claim), expiresOn })
  }
  return due
}

/** Random places in random lists, people in one order (two issues never wait for each other); a place that is taken is drawn again. */
async function insertMissing(
  tx: Tx,
  { node, target }: Omit<Issue, 'enrolments'>,
  due: Map<string, Due>,
  at: Date,
): Promise<void> {
  const lists = await findStatusLists(tx)
  let missing = await withoutLiveToken(tx, node, target, [...due.keys()])
  for (let draw = 0; missing.length > 0; draw++) {
    if (draw === 20) throw new Error('the status lists are full')
    const plans = missing.flatMap((enrolmentId) => {
      const plan = due.get(enrolmentId)
      const list = lists[randomInt(lists.length)]
      if (!plan || !list?.jwt) return []
      return {
        jti: randomUUID(),
        enrolmentId,
        contributorId: plan.contributorId,
        nodeId: node.id,
        ...targetKey(target),
        claimHash: plan.hash,
        statusListId: list.id,
        statusIndex: randomInt(list.size),
        plannedAt: at,
        expiresAt: new Date(startOfDay(plan.expiresOn) * 1000),
      }
    })
    if (plans.length === 0) return
    await insertPlannedTokens(tx, plans)
    missing = await withoutLiveToken(tx, node, target, missing)
  }
}

async function withoutLiveToken(tx: Tx, node: IssuingNode, target: TokenTarget, enrolmentIds: string[]) {
  const live = await findLiveTokens(tx, { nodeId: node.id, ...targetKey(target), enrolmentIds })
  const having = new Set(live.map(({ enrolmentId }) => enrolmentId))
  return enrolmentIds.filter((id) => !having.has(id))
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
