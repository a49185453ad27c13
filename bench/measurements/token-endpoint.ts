import { TOKEN_ENDPOINT } from '#tests/api/as-node.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { assertions, tokenRequest } from '../ground/assertions.ts'
import { FORM } from '../ground/node-client.ts'
import { answersPerSecondOnceEach } from '../load.ts'
import { inTurns, type Measurement } from '../measurement.ts'
import type { OidcReady } from '../peers/oidc-provider.ts'

const ROUNDS = 5
const ASSERTIONS = 4000
const WARM_UP = 6000

/** Access tokens against assertions that were signed before the clock starts; RS384, which costs a verifier the least. */
export const tokenEndpoint: Measurement = {
  name: 'token-endpoint',
  work: 'access tokens by private_key_jwt (RS384), each assertion good once, the replay table on disk',
  peer: 'oidc-provider 9, private_key_jwt (RS384), in-memory adapter, answering with signed JWTs',
  unit: '/s',
  reach: { timesAsFast: 1.5 },
  run: async (ground) => {
    const world = await ground.world()
    await aProgramme(world)
    const node = await aNode(world, ['lung'], 'SI', 'RS384')
    const portal = await world.serve()
    const { d: _, p: __, q: ___, dp: ____, dq: _____, qi: ______, ...publicJwk } = node.privateJwk
    const { ready: peer } = await ground.program<OidcReady>('bench/peers/oidc-provider.ts', { publicJwk })

    const asked = { clientId: node.clientId, audience: TOKEN_ENDPOINT, scope: 'system/Consent.rs' }
    const ours = endpoint(node, { url: portal.url, path: '/oauth/token', ...asked })
    const askedOfPeer = { clientId: peer.clientId, audience: peer.issuer, scope: 'read' }
    const against = endpoint(node, { url: peer.url, path: '/token', ...askedOfPeer })
    await ours(WARM_UP)
    await against(WARM_UP)
    return inTurns(ROUNDS, { ours: () => ours(ASSERTIONS), against: () => against(ASSERTIONS) })
  },
}

type Endpoint = { url: string; path: string; clientId: string; audience: string; scope: string }

function endpoint(node: TestNode, { url, path, clientId, audience, scope }: Endpoint) {
  return async (count: number) => {
    const signed = await assertions(node, { clientId, audience, count })
    const requests = signed.map((assertion) => {
      return { method: 'POST' as const, path, headers: FORM, body: tokenRequest(assertion, scope).toString() }
    })
    return answersPerSecondOnceEach({ url, requests, expects: '"access_token":"' })
  }
}
