import { findEnrolmentsAfter } from '#db/queries/enrolments.server.ts'
import type { Portal } from '../portal.server.ts'
import type { IssuingNode } from './issue-consent-tokens.server.ts'

const PAGE = 1000

/** One page of whom a hospital has enrolled. Whether somebody claimed her letter is told; what she chose is not. */
export async function listEnrolments(portal: Portal, { node, after }: { node: IssuingNode; after: string }) {
  const { organisationId } = node
  const rows = await portal.db.as({ organisation: organisationId }, (tx) =>
    findEnrolmentsAfter(tx, { organisationId, after, limit: PAGE }),
  )
  return {
    enrolments: rows.map(({ id, pseudonym, claimedAt }) => ({
      enrolment_id: id,
      pseudonym,
      state: claimedAt === null ? ('invited' as const) : ('claimed' as const),
    })),
    next: rows.length === PAGE ? (rows.at(-1)?.pseudonym ?? null) : null,
  }
}
