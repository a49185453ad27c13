import type { Tx } from '#db/client.server.ts'
import { type Decision, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

class Undone extends Error {
  readonly refusal: string
  constructor(refusal: string) {
    super(refusal)
    this.refusal = refusal
  }
}

/** One transaction in a hospital's scope that leaves nothing behind where it ends in a refusal. */
export async function undoneIfRefused<Event, Refusal extends string>(
  { db }: Portal,
  organisation: string,
  work: (tx: Tx) => Promise<Decision<Event, Refusal>>,
): Promise<Decision<Event, Refusal>> {
  try {
    return await db.as({ organisation }, async (tx) => {
      const decision = await work(tx)
      if (!decision.ok) throw new Undone(decision.refusal)
      return decision
    })
  } catch (error) {
    if (error instanceof Undone) return refused(error.refusal as Refusal)
    throw error
  }
}
