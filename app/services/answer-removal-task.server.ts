import { note } from '#db/queries/audit.server.ts'
import { putMessages } from '#db/queries/messages.server.ts'
import { lockRemovalTask, type RemovalTask, recordRemovalAnswer } from '#db/queries/removal-tasks.server.ts'
import { type RemovalAnswer, type RemovalRefusal, removalAnswer } from '../domain/consent/removal.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

type AnsweringNode = { id: string; clientId: string; organisationId: string }

/** A hospital confirms that it took somebody's data out, or explains why it could not; the person sees which. */
export function answerRemovalTask(
  { db, clock }: Portal,
  { id: answeredBy, clientId, organisationId }: AnsweringNode,
  { id, ...answer }: RemovalAnswer & { id: string },
): Promise<Decision<RemovalTask, RemovalRefusal | 'removal-task-not-found'>> {
  return db.as({ organisation: organisationId }, async (tx) => {
    const task = await lockRemovalTask(tx, { id, organisationId })
    if (!task) return refused('removal-task-not-found')
    const { outcome, hindrance } = task
    const decision = removalAnswer(outcome && { outcome, hindrance }, answer)
    if (!decision.ok) return decision

    const answeredAt = clock.now()
    await recordRemovalAnswer(tx, id, { ...decision.event, answeredAt, answeredBy })
    const detail = { task_id: id, ...decision.event }
    await note(tx, { actorKind: 'node', actorId: clientId, action: 'removal-answered', detail }, answeredAt)
    await putMessages(tx, { people: [task.contributorId], topic: 'removal-answered', about: id }, answeredAt)
    return recorded({ ...task, ...decision.event, answeredAt })
  })
}
