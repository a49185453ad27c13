import type { Tx } from '#db/client.server.ts'
import { type ContributorHead, lockContributor } from '#db/queries/contributors.server.ts'
import { findEnrolmentsByIds, lockEnrolments } from '#db/queries/corrections.server.ts'
import type { Enrolment } from '#db/queries/enrolments.server.ts'
import { lockOrganisation } from '#db/queries/organisations.server.ts'

/** Enrolments that nothing changes until the transaction ends, and the accounts whose they are. */
export type HeldEnrolments = { enrolments: Map<string, Enrolment>; accounts: Map<string, ContributorHead> }

/**
 * Locks the accounts first and then the enrolments, each in the one order, as every change of a switch and every issue
 * of a token does. Whoever claimed one in between is locked in turn.
 */
export async function holdEnrolments(
  tx: Tx,
  organisationId: string,
  ids: readonly string[],
  held: ReadonlyMap<string, ContributorHead> = new Map(),
): Promise<HeldEnrolments> {
  const accounts = new Map(held)
  for (const id of whose(await findEnrolmentsByIds(tx, ids))) {
    if (!accounts.has(id)) accounts.set(id, await lockContributor(tx, id))
  }
  await lockOrganisation(tx, organisationId)
  const locked = await lockEnrolments(tx, ids)
  if (!whose(locked).every((id) => accounts.has(id))) return holdEnrolments(tx, organisationId, ids, accounts)
  return { enrolments: new Map(locked.map((enrolment) => [enrolment.id, enrolment])), accounts }
}

function whose(enrolments: readonly Enrolment[]): string[] {
  return [...new Set(enrolments.flatMap(({ contributorId }) => contributorId ?? []))].sort()
}
