import { setTimeout as pause } from 'node:timers/promises'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { manyPeople } from '#tests/api/many-people.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestNode } from '#tests/support/build.ts'
import { consentTokensOf } from '../ground/consent-tokens-of.ts'
import type { Ground, World } from '../ground/ground.ts'
import { FORM, type NodeClient, nodeClient } from '../ground/node-client.ts'
import { answersPerSecond, type Load, warmUp } from '../load.ts'
import { type Condition, inTurns, type Measurement } from '../measurement.ts'
import type { OidcReady } from '../peers/oidc-provider.ts'

const TOKENS = 500
const ROUNDS = 5

/** Whether a token counts now, asked by sixteen callers who show a bearer token on both sides. */
export const introspection: Measurement = {
  name: 'introspection',
  work: 'introspection of valid consent tokens, 16 connections, callers known by a bearer token',
  peer: 'oidc-provider 9, in-memory adapter, opaque tokens, callers known by a bearer token',
  unit: '/s',
  reach: { timesAsFast: 2 },
  run: async (ground) => {
    const world = await ground.world()
    await aProgramme(world)
    const node = await aNode(world, ['lung'])
    const { url } = await world.serve()
    const client = await nodeClient(url, node)
    const subjects = await manyPeople(world, node, TOKENS)
    const ours = { url, ...asking('/oauth/introspect', client.token, await consentTokensOf(client, subjects)) }
    const against = await oidcProvider(ground, node)

    await warmUp(ours)
    await warmUp(against)
    const seen = await inTurns(ROUNDS, {
      ours: () => answersPerSecond(ours),
      against: () => answersPerSecond(against),
    })
    return { ...seen, also: [await isRightAboutAWithdrawal(world, node, client, ours)] }
  },
}

function asking(path: string, bearer: string, tokens: readonly string[]): Omit<Load, 'url'> {
  const headers = { ...FORM, Authorization: `Bearer ${bearer}` }
  const requests = tokens.map((token) => {
    return { method: 'POST' as const, path, headers, body: new URLSearchParams({ token }).toString() }
  })
  return { requests, expects: '"active":true' }
}

async function oidcProvider(ground: Ground, { privateJwk }: TestNode): Promise<Load> {
  const { d: _, ...publicJwk } = privateJwk
  const { ready } = await ground.program<OidcReady>('bench/peers/oidc-provider.ts', { publicJwk })
  return { url: ready.url, ...asking('/token/introspection', ready.callers, ready.tokens) }
}

/** Under the same load: a withdrawal acknowledged by another instance is what this one answers within a second. */
async function isRightAboutAWithdrawal(
  world: World,
  node: TestNode,
  client: NodeClient,
  load: Load,
): Promise<Condition> {
  const person = await aContributor(world, node.organisationId)
  await answers(world, person, 'yes')
  const [token = ''] = await consentTokensOf(client, [person.pseudonym])
  if (!(await client.introspect(token)).active) throw new Error('the token was never active')

  const underLoad = answersPerSecond({ ...load, seconds: 3 })
  await pause(500)
  await withdrawConsent(world.portal, {
    contributorId: person.id,
    programmeId: 'lung',
    tier: 'stop',
    snapshot: SNAPSHOT,
  })
  const acknowledged = performance.now()
  while ((await client.introspect(token)).active && performance.now() - acknowledged < 2000) await pause(5)
  const ms = performance.now() - acknowledged
  await underLoad
  return {
    says: `under load, a withdrawal on another instance is answered after ${Math.round(ms)} ms (1 s at most)`,
    met: ms <= 1000,
  }
}
