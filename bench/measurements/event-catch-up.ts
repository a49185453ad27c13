import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { enqueue } from '#db/queries/outbox.server.ts'
import { aNode, aProgramme } from '#tests/support/build.ts'
import { type NodeClient, nodeClient } from '../ground/node-client.ts'
import { inTurns, type Measurement } from '../measurement.ts'

const EVENTS = 20_000
const ROUNDS = 3

/** A node that was away polls, acknowledges and polls again until there is nothing left. */
export const eventCatchUp: Measurement = {
  name: 'event-catch-up',
  work: `a node that was down for a day polls and acknowledges ${EVENTS.toLocaleString('en')} events`,
  peer: 'as many bare ES256 signatures, one after another',
  unit: 's',
  reach: { atMost: 60 },
  run: async (ground) => {
    const world = await ground.world()
    await aProgramme(world)
    const { url } = await world.serve()
    const ours = async () => {
      const node = await aNode(world, ['lung'])
      const notices = Array.from({ length: EVENTS }, () => {
        return { type: 'consent-token-issued', nodeId: node.id, payload: { jti: randomUUID() } }
      })
      await world.portal.db.as('public', (tx) => enqueue(tx, notices, new Date()))
      const hospital = await nodeClient(url, node, 'accord/events.read')
      return seconds(() => catchUp(hospital))
    }
    return inTurns(ROUNDS, { ours, against: () => seconds(async () => signAsMany()) })
  },
}

async function catchUp(hospital: NodeClient): Promise<void> {
  let received = 0
  let ack: string[] = []
  do {
    const { sets } = await hospital.post<{ sets: object }>('/ssf/poll', { returnImmediately: true, ack })
    ack = Object.keys(sets)
    received += ack.length
  } while (ack.length > 0)
  if (received !== EVENTS) throw new Error(`${received} of ${EVENTS} events came`)
}

function signAsMany(): void {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const claims = Buffer.alloc(600, 'x')
  for (let event = 0; event < EVENTS; event++) sign('sha256', claims, privateKey)
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}
