import { findEnrolmentsOf } from '#db/queries/enrolments.server.ts'
import type { Portal } from '../portal.server.ts'

/** Whether some hospital enrolled this person; whoever only acts for another one has none. */
export async function isEnrolled({ db }: Portal, contributorId: string): Promise<boolean> {
  return db.as({ subject: contributorId }, async (tx) => (await findEnrolmentsOf(tx, contributorId)).length > 0)
}
