import type { Tx } from '#db/client.server.ts'
import { holdClerkAt } from '#db/queries/staff.server.ts'

/** Who works at a hospital's desk, and which hospital that is. */
export type DeskClerk = { staffId: string; organisationId: string }

/** Whether this clerk holds the role at this hospital, until the transaction ends that records what the clerk does. */
export function holdDesk(tx: Tx, clerk: DeskClerk): Promise<boolean> {
  return holdClerkAt(tx, clerk)
}
