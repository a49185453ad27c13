import type { Tx } from '#db/client.server.ts'
import {
  expireTokens,
  findLiveTokens,
  findReleasedByJti,
  type ReleasedToken,
} from '#db/queries/consent-tokens.server.ts'
import { holdContributors } from '#db/queries/contributors.server.ts'
import { findFormFacts } from '#db/queries/forms.server.ts'
import { findStandings } from '#db/queries/standings.server.ts'
import { findOpenLists } from '#db/queries/status-lists.server.ts'
import { stillClaimed } from '#db/queries/still-claimed.server.ts'
import { claimHash } from '../crypto/claim-hash.server.ts'
import { STATUS_LIST_TTL } from '../crypto/status-list-jwt.server.ts'
import { startOfDay } from '../domain/day.ts'
import { type ConsentClaim, tokenExpiryDay } from '../domain/token/consent-claims.ts'
import { justifiedClaim, type TokenTarget } from '../domain/token/justified-claim.ts'
import type { Portal } from '../portal.server.ts'
import { holdTarget } from './hold-target.server.ts'
import { placeTokens, type TokenDue } from './place-tokens.server.ts'
import { revokeAndTell } from './revoke-unjustified-tokens.server.ts'
import { type Planned, signAndRelease } from './sign-and-release.server.ts'
import { Unavailable } from './unavailable.server.ts'

export type IssuingNode = { id: string; clientId: string; organisationId: string }
export type ClaimedEnrolment = { id: string; contributorId: string; pseudonym: string }
export type Issue = {
  node: IssuingNode
  target: TokenTarget
  tokenDays: number
  enrolments: readonly ClaimedEnrolment[]
}

/** A list that was not published for so long could not take a token back either. */
const LIST_AGE_MS = 2 * STATUS_LIST_TTL * 1000

/** How the people's switches, and what their tokens are for, are held still while the tokens are planned. */
const HOLDS = { hold: holdContributors, holdTarget }
type Holds = typeof HOLDS

/**
 * Issues what these people's choices justify, or returns the unchanged live token: record what will be signed,
 * commit, sign, check the own signature, release. What is withdrawn or suspended in between is not released. While no
 * status list is published, nothing new is issued; what a hospital holds already is still returned, because its gate
 * judges the list's age for itself.
 */
export async function issueConsentTokens(
  portal: Portal,
  issue: Issue,
  holds: Partial<Holds> = {},
): Promise<ReleasedToken[]> {
  const scope = { organisation: issue.node.organisationId }
  const { live, planned, isShort } = await portal.db.as(scope, (tx) =>
    planTokens(portal, tx, issue, { ...HOLDS, ...holds }),
  )
  if (isShort) throw new Unavailable('status-list-not-published')
  await signAndRelease(portal, issue.node, planned)
  return portal.db.as(scope, (tx) => findReleasedByJti(tx, [...live, ...planned.map(({ row }) => row.jti)]))
}

const NOTHING = { live: [], planned: [], isShort: false }

/** Under the contributors' locks: whoever holds a switch waits, whoever waits for a switch sees these tokens. */
async function planTokens(
  portal: Portal,
  tx: Tx,
  { enrolments: read, ...asked }: Issue,
  { hold, holdTarget }: Holds,
): Promise<{ live: string[]; planned: Planned[]; isShort: boolean }> {
  const at = portal.clock.now()
  await hold(
    tx,
    read.map(({ contributorId }) => contributorId),
  )
  const target = await holdTarget(tx, asked.node.id, asked.target)
  if (!target) return NOTHING
  const issue = { ...asked, target }
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

export function targetKey(target: TokenTarget): { basis: 'consent' | 'altruism'; target: string } {
  return target.basis === 'consent'
    ? { basis: 'consent', target: target.programme }
    : { basis: 'altruism', target: target.dataUse.id }
}
