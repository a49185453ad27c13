import { findHeldRoles } from '#db/queries/staff.server.ts'
import { findUndelivered, type Undelivered } from '#db/queries/undelivered-events.server.ts'
import { programmesFor } from '../domain/staff/permission.ts'
import type { Portal } from '../portal.server.ts'

export type { Undelivered }

const DAY_MS = 86_400_000

/** For staff: which events have not arrived at which hospital of their programmes, and what stands in the way. */
export async function readUndelivered({ db, clock }: Portal, staffId: string): Promise<Undelivered[]> {
  const roles = await db.as('public', (tx) => findHeldRoles(tx, staffId))
  const programmeIds = programmesFor(roles, 'read')
  const waitingSince = new Date(clock.now().getTime() - DAY_MS)
  return db.as({ task: 'events' }, (tx) => findUndelivered(tx, { programmeIds, waitingSince }))
}
