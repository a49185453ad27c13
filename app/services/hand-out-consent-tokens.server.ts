import { findTargetsWithTokensDue, type TokenTargetKey } from '#db/queries/bundles.server.ts'
import {
  findEnrolmentsWithoutToken,
  findReleasedTokens,
  type ReleasedToken,
} from '#db/queries/consent-tokens.server.ts'
import { findClaimedAmong } from '#db/queries/enrolments.server.ts'
import { noteSync } from '#db/queries/nodes.server.ts'
import { recorded } from '../domain/decision.ts'
import type { TokenTarget } from '../domain/token/justified-claim.ts'
import type { Portal } from '../portal.server.ts'
import { type Basis, findTokenTarget } from './find-token-target.server.ts'
import {
  type ClaimedEnrolment,
  type IssuingNode,
  issueConsentTokens,
  targetKey,
} from './issue-consent-tokens.server.ts'

export type { ReleasedToken }

type Wanted = { node: IssuingNode; target: TokenTarget; tokenDays: number }

/** One page of what a node may hold; `next` is the cursor to go on from. */
export type TokenPage = { tokens: ReleasedToken[]; next: number }

/** As many as one transaction holds the locks of, and as many as one request issues and returns. */
const CHUNK = 200
const PAGE = 1000

/**
 * The tokens of these subjects, a batch in the order of release; whoever permits nothing is absent. A batch is issued
 * when it is asked for, so that no more than one is held at a time.
 */
export async function handOutTokensOf(
  portal: Portal,
  asked: { node: IssuingNode; basis: Basis; subjects: readonly string[] },
) {
  const { node, basis, subjects } = asked
  const { organisationId } = node
  const found = await portal.db.as({ organisation: organisationId }, async (tx) => {
    const target = await findTokenTarget(tx, node.id, basis)
    if (!target.ok) return target
    return recorded({
      ...target.event,
      enrolments: await findClaimedAmong(tx, { organisationId, pseudonyms: subjects }),
    })
  })
  if (!found.ok) return found
  const { enrolments, ...wanted } = found.event
  return recorded(issueInChunks(portal, { node, ...wanted }, enrolments))
}

/** What a node may hold beyond its cursor: issues what is due, then lists what is released, a page at a time. */
export async function handOutNewTokens(portal: Portal, asked: { node: IssuingNode; basis: Basis; since: number }) {
  const { node, basis, since } = asked
  const scope = { organisation: node.organisationId }
  const found = await portal.db.as(scope, (tx) => findTokenTarget(tx, node.id, basis))
  if (!found.ok) return found

  await issueWhatIsDue(portal, { node, ...found.event })
  return portal.db.as(scope, async (tx) => {
    const at = portal.clock.now()
    const key = { nodeId: node.id, ...targetKey(found.event.target), since, limit: PAGE, at }
    const tokens = await findReleasedTokens(tx, key)
    await noteSync(tx, node.id, at)
    return recorded<TokenPage>({ tokens, next: tokens.at(-1)?.cursor ?? since })
  })
}

/**
 * Issues what is due for these targets, about a page's worth and no more; true where it stopped for that.
 * Which of them anybody is due for is one question.
 */
export async function issueDueTokens(
  portal: Portal,
  node: IssuingNode,
  targets: readonly Omit<Wanted, 'node'>[],
): Promise<boolean> {
  const { id: nodeId, organisationId } = node
  const keys = targets.map(({ target }) => targetKey(target))
  const due = await portal.db.as({ organisation: organisationId }, (tx) =>
    findTargetsWithTokensDue(tx, keys, { nodeId, organisationId, at: portal.clock.now() }),
  )
  let room = PAGE
  for (const wanted of targets.filter(({ target }) => due.some((key) => isSameTarget(key, targetKey(target))))) {
    room -= await issueWhatIsDue(portal, { node, ...wanted }, room)
    if (room <= 0) return true
  }
  return false
}

function isSameTarget(a: TokenTargetKey, b: TokenTargetKey): boolean {
  return a.basis === b.basis && a.target === b.target
}

/** Pages through the people for whom a token might be due, until enough are issued or nobody is left; how many were. */
async function issueWhatIsDue(portal: Portal, wanted: Wanted, enough = PAGE): Promise<number> {
  let issued = 0
  let after: string | null = null
  do {
    const due = await findDue(portal, wanted, after)
    issued += (await issueConsentTokens(portal, { ...wanted, enrolments: due })).length
    after = due.length === CHUNK ? (due.at(-1)?.id ?? null) : null
  } while (after !== null && issued < enough)
  return issued
}

function findDue(portal: Portal, { node, target }: Wanted, after: string | null): Promise<ClaimedEnrolment[]> {
  const { id: nodeId, organisationId } = node
  return portal.db.as({ organisation: organisationId }, (tx) =>
    findEnrolmentsWithoutToken(tx, {
      organisationId,
      nodeId,
      ...targetKey(target),
      after,
      limit: CHUNK,
      at: portal.clock.now(),
    }),
  )
}

async function* issueInChunks(
  portal: Portal,
  wanted: Wanted,
  enrolments: ClaimedEnrolment[],
): AsyncGenerator<ReleasedToken[], void> {
  for (let first = 0; first < enrolments.length; first += CHUNK) {
    const chunk = enrolments.slice(first, first + CHUNK)
    const tokens = await issueConsentTokens(portal, { ...wanted, enrolments: chunk })
    const bySubject = new Map(tokens.map((token) => [token.subject, token]))
    yield chunk.flatMap(({ pseudonym }) => bySubject.get(pseudonym) ?? [])
  }
}
