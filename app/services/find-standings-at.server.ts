import { findSealedEvents } from '#db/queries/consent-events.server.ts'
import { findChangedAfter } from '#db/queries/late-events.server.ts'
import { findStandings } from '#db/queries/standings.server.ts'
import { unwrapKey } from '../crypto/contributor-key.server.ts'
import { NOTHING_RECORDED, type Standing, standingFrom } from '../domain/consent/standing.ts'
import type { Portal } from '../portal.server.ts'
import { openedEvent } from './opened-event.server.ts'

/** Where a hospital's people stood at `at`: as they stand now, unless they changed something since; then their record is folded. */
export async function findStandingsAt(
  portal: Portal,
  { organisationId, contributorIds, at }: { organisationId: string; contributorIds: readonly string[]; at: Date },
): Promise<Map<string, Standing>> {
  const { standings, changed } = await portal.db.as({ organisation: organisationId }, async (tx) => ({
    changed: await findChangedAfter(tx, contributorIds, at),
    standings: await findStandings(tx, contributorIds),
  }))
  for (const { id, wrappedKey } of changed) {
    standings.set(id, wrappedKey ? await standingThen(portal, id, wrappedKey, at) : NOTHING_RECORDED)
  }
  return standings
}

/** A record is opened in its own person's scope alone: a hospital's does not show it. */
async function standingThen({ db, secrets, clock }: Portal, id: string, wrappedKey: Buffer, at: Date) {
  const key = unwrapKey(secrets.master, wrappedKey)
  const rows = await db.as({ subject: id }, (tx) => findSealedEvents(tx, id))
  const events = rows.map((row) => openedEvent(key, row))
  return standingFrom(events, { at, knownAt: clock.now() })
}
