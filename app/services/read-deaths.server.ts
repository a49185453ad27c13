import { findStandingDeaths } from '#db/queries/deaths.server.ts'
import type { Day } from '../domain/day.ts'
import type { Portal } from '../portal.server.ts'
import type { DeskClerk } from './hold-desk.server.ts'

/** A report as the desk shows it; `mine` where this clerk entered it, and somebody else must confirm it. */
export type DeathAtDesk = { id: string; pseudonym: string; diedOn: Day; mine: boolean; confirmed: boolean }

const AT_ONCE = 200

/** What this hospital has reported and not taken back. */
export async function readDeaths({ db }: Portal, { staffId, organisationId }: DeskClerk): Promise<DeathAtDesk[]> {
  const found = await db.as({ organisation: organisationId }, (tx) => findStandingDeaths(tx, organisationId, AT_ONCE))
  return found.map(({ id, pseudonym, diedOn, enteredBy, confirmedAt }) => ({
    id,
    pseudonym,
    diedOn,
    mine: enteredBy === staffId,
    confirmed: confirmedAt !== null,
  }))
}
