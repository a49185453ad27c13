import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { consentTokens } from '#db/schema/index.ts'
import { aContributor, aNode, aProgramme } from '#tests/support/build.ts'
import type { World } from '../ground/ground.ts'
import { twoPercentOf } from '../ground/two-percent.ts'
import { answersPerSecond, type Load, warmUp } from '../load.ts'
import { inTurns, type Measurement } from '../measurement.ts'
import type { RawReady } from '../peers/raw-http.ts'

const ROUNDS = 5
const PATH = '/status-lists/a'

/** A published list as gates fetch it, against what Node's own server gives at most. */
export const statusListGet: Measurement = {
  name: 'status-list-get',
  work: 'GET of a status list of 2^20 with 2 % set, 16 connections',
  peer: 'raw node:http answering the same bytes',
  unit: '/s',
  reach: { timesAsFast: 0.6 },
  run: async (ground) => {
    const world = await ground.world()
    await revokeTwoPercent(world)
    const portal = await world.serve()
    const answer = await fetch(portal.url + PATH)
    const body = await answer.text()
    const contentType = answer.headers.get('Content-Type') ?? ''
    const { ready: peer } = await ground.program<RawReady>('bench/peers/raw-http.ts', { body, contentType })

    const getOf = (url: string): Load => ({ url, requests: [{ method: 'GET', path: PATH }] })
    const [ours, against] = [getOf(portal.url), getOf(peer.url)]
    await warmUp(ours)
    await warmUp(against)
    const seen = await inTurns(ROUNDS, {
      ours: () => answersPerSecond(ours),
      against: () => answersPerSecond(against),
    })
    return { ...seen, notes: [`${body.length} bytes`] }
  },
}

/** Tokens of one person, revoked at as many places of one list, and the list published with them. */
async function revokeTwoPercent(world: World): Promise<void> {
  await aProgramme(world)
  const node = await aNode(world, ['lung'])
  const { id: contributorId, enrolmentId } = await aContributor(world, node.organisationId)
  const at = new Date()
  const rows = twoPercentOf(2 ** 20).map((statusIndex) => ({
    ...{ jti: randomUUID(), enrolmentId, contributorId, nodeId: node.id, basis: 'consent' as const, target: 'lung' },
    ...{ claimHash: Buffer.alloc(32), statusListId: 'a', statusIndex, state: 'revoked' as const },
    ...{ plannedAt: at, expiresAt: new Date(at.getTime() + 86_400_000), revokedAt: at },
  }))
  for (let start = 0; start < rows.length; start += 1000) {
    await world.owner.as('public', (tx) => tx.insert(consentTokens).values(rows.slice(start, start + 1000)))
  }
  const sql = postgres(world.urls.owner, { max: 1 })
  await sql`update status_lists set revision = revision + 1`
  await sql.end()
  await publishStatusLists(world.portal)
}
