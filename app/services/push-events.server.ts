import { acknowledge } from '#db/queries/event-deliveries.server.ts'
import {
  beginPush,
  findPushStreams,
  lockNextPush,
  type NextPush,
  type PushStream,
  recordFailedPush,
} from '#db/queries/event-pushes.server.ts'
import { openAuthorization } from '../crypto/stream-authorization.server.ts'
import type { NodeEvent } from '../domain/event/node-event.ts'
import { nextPush } from '../domain/event/push-retry.ts'
import type { Portal } from '../portal.server.ts'
import { sendPush } from './send-push.server.ts'
import { signEvent } from './sign-event.server.ts'

/** As many as one node is pushed in one round, and how long one push keeps other workers from trying the same. */
const IN_A_ROUND = 100
const HELD_MS = 10_000

/** Pushes to every node that asked for it what it has not acknowledged, one event after another (RFC 8935). */
export async function pushEvents(portal: Portal): Promise<void> {
  const streams = await portal.db.as({ task: 'events' }, findPushStreams)
  await Promise.all(streams.map((stream) => pushTo(portal, stream)))
}

/** In order: after one that failed, the others wait until it is through or given up. */
async function pushTo(portal: Portal, stream: PushStream): Promise<void> {
  for (let pushed = 0; pushed < IN_A_ROUND; pushed++) {
    const next = await takeNext(portal, stream)
    if (!next || !(await push(portal, stream, next))) return
  }
}

async function takeNext({ db, clock }: Portal, stream: PushStream): Promise<NextPush | null> {
  return db.as({ task: 'events' }, async (tx) => {
    const at = clock.now()
    const next = await lockNextPush(tx, { nodeId: stream.nodeId, types: typesFor(stream) })
    if (!next || (next.nextTryAt && next.nextTryAt > at)) return null
    await beginPush(tx, next.jti, { at, until: new Date(at.getTime() + HELD_MS) })
    return next
  })
}

/** A node that is suspended hears of that, and of nothing more. */
function typesFor({ status, eventsRequested }: PushStream): NodeEvent[] {
  return status === 'active' ? [...eventsRequested, 'verification'] : ['node-suspended']
}

async function push(portal: Portal, stream: PushStream, event: NextPush): Promise<boolean> {
  const { db, clock, secrets, settings } = portal
  const { nodeId, endpointUrl, authorization, clientId } = stream
  const answer = await sendPush(
    {
      endpointUrl,
      authorization: authorization && openAuthorization(secrets.master, authorization),
      set: await signEvent(portal, clientId, event),
    },
    settings,
  )
  const at = clock.now()
  await db.as({ task: 'events' }, async (tx) => {
    if (answer.acknowledged) return acknowledge(tx, { nodeId, jtis: [event.jti], at })
    const { acknowledged: _, ...error } = answer
    return recordFailedPush(tx, event.jti, { error, nextTryAt: nextPush(event.tries + 1, at), at })
  })
  return answer.acknowledged
}
