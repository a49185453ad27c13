import type { GateHome } from '../home/gate-home.ts'
import { type Bounds, type Current, currentKnowledge } from '../knowledge.ts'
import type { World } from '../world.ts'

/** How long one reading of the home serves all who ask, in milliseconds. */
const SHARED_FOR = 1000

/** What the node may rely on now, read once for all who ask at the same time; a reading that failed is not kept. */
export function knowledgeOnHand(home: GateHome, world: World, bounds: Bounds): () => Promise<Current> {
  let reading: Promise<Current> | null = null
  let readAt = 0

  return async () => {
    const now = world.now()
    if (!reading || Math.abs(now.getTime() - readAt) >= SHARED_FOR) {
      readAt = now.getTime()
      reading = currentKnowledge(home, world, bounds)
      reading.catch(() => {
        reading = null
      })
    }
    return { ...(await reading), at: world.now() }
  }
}
