import type { GateHome } from './home/gate-home.ts'
import { bearerSource } from './portal/access-token.ts'
import { pollEvents } from './portal/poll-events.ts'
import type { PortalClient } from './portal/portal-client.ts'
import { stillPermitted } from './still-permitted.ts'
import type { Trust } from './trust.ts'
import { endedToken, trustedEvent } from './trusted-event.ts'
import type { World } from './world.ts'

const MOST_POLLS = 100

/**
 * Acknowledges the events that this node already acts upon; how many, or null where it gets none.
 * It changes nothing here: whatever goes wrong, what the node permits is what the sync before it brought.
 */
export async function receiveEvents(
  home: GateHome,
  portal: PortalClient,
  trust: Trust,
  world: World,
): Promise<number | null> {
  const bearer = bearerSource(home, 'accord/events.read', portal, world)
  let received = 0
  try {
    let ack: string[] = []
    for (let poll = 0; poll < MOST_POLLS; poll++) {
      const sets = await pollEvents(portal, bearer, ack)
      received += ack.length
      ack = await actedUpon(home, sets, trust, world.now())
      if (ack.length === 0) break
    }
    return received
  } catch {
    return null
  }
}

/** A receipt that is given is true: the end of a token that would still be accepted waits for the next sync. */
async function actedUpon(home: GateHome, sets: [jti: string, set: string][], trust: Trust, at: Date) {
  const events = await Promise.all(sets.map(([jti, set]) => trustedEvent(jti, set, trust)))
  const permitted = await stillPermitted(home, new Set(events.flatMap((event) => endedToken(event, trust))), trust, at)
  return sets.flatMap(([jti], index) => {
    const [ended] = endedToken(events[index] ?? {}, trust)
    return ended !== undefined && permitted.has(ended) ? [] : [jti]
  })
}
