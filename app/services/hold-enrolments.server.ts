import type { Tx } from '#db/client.server.ts'
import { type ContributorHead, lockContributor } from '#db/queries/contributors.server.ts'
import { findEnrolmentsByIds, lockEnrolments } from '#db/queries/corrections.server.ts'
import type { Enrolment } from '#db/queries/enrolments.server.ts'
import { orLetGo } from '#db/queries/letting-go.server.ts'
import { lockOrganisation } from '#db/queries/organisations.server.ts'

/** Enrolments that nothing changes until the transaction ends, and the accounts whose they are. */
export type HeldEnrolments = { enrolments: Map<string, Enrolment>; accounts: Map<string, ContributorHead> }

/** Accounts to hold as well, whose they may become; and the hospital, where no other pseudonym may come in meanwhile. */
type Besides = { accounts?: readonly (string | null)[]; organisationId?: string }

/**
 * Locks the accounts first, then the hospital and then the enrolments, each in the one order (decision 039). Where one
 * changed hands in between, everything is let go and taken anew.
 */
export async function holdEnrolments(tx: Tx, ids: readonly string[], besides: Besides): Promise<HeldEnrolments> {
  const held = await orLetGo(tx, (savepoint) => holdAsTheyAre(savepoint, ids, besides))
  return held ?? holdEnrolments(tx, ids, besides)
}

async function holdAsTheyAre(
  tx: Tx,
  ids: readonly string[],
  { accounts: others = [], organisationId }: Besides,
): Promise<HeldEnrolments | null> {
  const people = [...whose(await findEnrolmentsByIds(tx, ids)), ...others.flatMap((id) => id ?? [])]
  const accounts = new Map<string, ContributorHead>()
  for (const id of [...new Set(people)].sort()) accounts.set(id, await lockContributor(tx, id))
  if (organisationId) await lockOrganisation(tx, organisationId)
  const locked = await lockEnrolments(tx, ids)
  if (!whose(locked).every((id) => accounts.has(id))) return null
  return { enrolments: new Map(locked.map((enrolment) => [enrolment.id, enrolment])), accounts }
}

function whose(enrolments: readonly Enrolment[]): string[] {
  return enrolments.flatMap(({ contributorId }) => contributorId ?? [])
}
