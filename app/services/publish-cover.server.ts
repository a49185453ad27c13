import { randomInt } from 'node:crypto'
import { findCoverDue, planCover } from '#db/queries/status-publications.server.ts'
import { type Draw, untilNextCover } from '../domain/token/decoys.ts'
import type { Portal } from '../portal.server.ts'
import { publishRound } from './publish-round.server.ts'

const TRIES = 3

/** Flips entries that are nobody's at random times, so that a publication does not mean that somebody withdrew just then. */
export async function publishCover(portal: Portal, { draw = randomInt }: { draw?: Draw } = {}): Promise<void> {
  const now = portal.clock.now()
  const isMine = await portal.db.as({ task: 'publish' }, async (tx) => {
    const due = await findCoverDue(tx)
    if (due && due > now) return false
    const planned = await planCover(tx, due, new Date(now.getTime() + untilNextCover(draw)))
    return planned && due !== null
  })
  for (let tries = 0; isMine && tries < TRIES; tries++) if (await publishRound(portal, { cover: true, draw })) return
}
