import type { Tx } from '../client.server.ts'

class LetGo extends Error {}

/** Does something that takes locks; where it answers null they are let go, and can be taken anew in the one order. */
export async function orLetGo<Held>(tx: Tx, hold: (tx: Tx) => Promise<Held | null>): Promise<Held | null> {
  try {
    return await tx.transaction(async (savepoint) => {
      const held = await hold(savepoint)
      if (held === null) throw new LetGo()
      return held
    })
  } catch (error) {
    if (error instanceof LetGo) return null
    throw error
  }
}
