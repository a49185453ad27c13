import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { findEnrolmentsOf } from '#db/queries/enrolments.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { insertRemovalTasks } from '#db/queries/removal-tasks.server.ts'

/** Asks each of a person's hospitals to take her data out of the datasets of these programmes, and keeps the question open until it is answered. */
export async function askForRemoval(
  tx: Tx,
  contributorId: string,
  programmeIds: readonly string[],
  at: Date,
): Promise<void> {
  const hospitals = await findEnrolmentsOf(tx, contributorId)
  const asked = hospitals.flatMap(({ id: enrolmentId, organisationId, pseudonym }) =>
    programmeIds.map((programmeId) => ({ id: randomUUID(), enrolmentId, organisationId, pseudonym, programmeId })),
  )
  await insertRemovalTasks(
    tx,
    asked.map(({ pseudonym: _, ...task }) => ({ ...task, contributorId, requestedAt: at })),
  )
  const tasks = asked.map(({ id, organisationId, pseudonym, programmeId }) => {
    return { type: 'removal-task', organisationId, payload: { task_id: id, pseudonym, programme: programmeId } }
  })
  await enqueue(tx, tasks, at)
}
