import type { Tx } from '#db/client.server.ts'
import type { ContributorHead } from '#db/queries/contributors.server.ts'
import { findDeath, type KeptDeath, lockDeath } from '#db/queries/deaths.server.ts'
import type { Portal } from '../portal.server.ts'
import { holdRecord } from './hold-record.server.ts'

/** Locks the record of whom a report is about, and then the report; null where this hospital made no such report. */
export async function holdDeath(
  portal: Portal,
  tx: Tx,
  { organisationId, deathId }: { organisationId: string; deathId: string },
): Promise<{ report: KeptDeath; contributor: ContributorHead } | null> {
  const found = await findDeath(tx, organisationId, deathId)
  const held = found && (await holdRecord(portal, tx, { organisationId, pseudonym: found.pseudonym }))
  const report = held && (await lockDeath(tx, organisationId, deathId))
  return held && report ? { report, contributor: held.contributor } : null
}
