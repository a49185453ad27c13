import type { Tx } from '#db/client.server.ts'
import { findEnrolmentsOf } from '#db/queries/enrolments.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'

/** Asks each of a person's hospitals to take her data out of the datasets of these programmes. */
export async function askForRemoval(
  tx: Tx,
  contributorId: string,
  programmeIds: readonly string[],
  at: Date,
): Promise<void> {
  const hospitals = await findEnrolmentsOf(tx, contributorId)
  const tasks = hospitals.flatMap(({ organisationId, pseudonym }) =>
    programmeIds.map((programme) => ({ type: 'removal-task', organisationId, payload: { pseudonym, programme } })),
  )
  await enqueue(tx, tasks, at)
}
