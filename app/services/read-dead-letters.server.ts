import { type DeadLetter, findDeadLetters } from '#db/queries/event-pushes.server.ts'
import type { Portal } from '../portal.server.ts'

export type { DeadLetter }

const SHOWN = 200

/** For staff: which events did not arrive at which hospital, and what stood in the way. Of people it says nothing. */
export function readDeadLetters({ db }: Portal): Promise<DeadLetter[]> {
  return db.as({ task: 'events' }, (tx) => findDeadLetters(tx, SHOWN))
}
