import assert from 'node:assert/strict'
import type { Expectation } from './expectation.ts'
import { type Asker, jsonOf, mustNotBeStored, type PortalUnderTest } from './portal-under-test.ts'

/** What a node is told without asking, as security event tokens. */
export function events(portal: PortalUnderTest): Expectation[] {
  const { url, node, neighbour, ask, send, bearer } = portal
  const poll = async (asker: Asker, body: object) => {
    const Authorization = `Bearer ${await bearer(asker, 'accord/events.read')}`
    const answer = await send(asker, '/ssf/poll', { returnImmediately: true, ...body }, { Authorization })
    mustNotBeStored(answer)
    return jsonOf(answer) as { sets: Record<string, string>; moreAvailable: boolean }
  }
  return [
    {
      name: 'the transmitter is described',
      rule: 'SSF 1.0 §7.1',
      async holds() {
        const found = jsonOf(await ask('/.well-known/ssf-configuration'))
        assert.equal(found.issuer, url)
        assert.equal(found.jwks_uri, `${url}/.well-known/jwks.json`)
        assert((found.delivery_methods_supported as string[]).includes('urn:ietf:rfc:8936'), 'polling is not offered')
      },
    },
    {
      name: 'each event is signed, for this node, about one subject, and says no reason',
      rule: 'RFC 8417 §2.2, §4',
      async holds() {
        const { sets } = await poll(node, { maxEvents: 5 })
        for (const [jti, set] of Object.entries(sets)) {
          const claims = await portal.signed(set, 'secevent+jwt')
          assert.deepEqual([claims.iss, claims.aud, claims.jti], [url, node.client_id, jti])
          assert(claims.sub === undefined && claims.exp === undefined, 'it could be taken for an access token')
          assert.equal(Object.keys(claims.events as object).length, 1, 'it is about more than one event')
          assert(!/reason|withdr|object/i.test(JSON.stringify(claims.events)), 'it says why')
        }
      },
    },
    {
      name: 'what is not acknowledged comes again, under the same name',
      rule: 'RFC 8936 §2.4',
      async holds() {
        const [once, again] = [await poll(node, { maxEvents: 5 }), await poll(node, { maxEvents: 5 })]
        assert.deepEqual(Object.keys(again.sets), Object.keys(once.sets))
      },
    },
    {
      name: 'a neighbour can neither see nor acknowledge another node’s events',
      rule: 'SSF 1.0 §8.1',
      async holds() {
        const before = Object.keys((await poll(node, { maxEvents: 5 })).sets)
        const others = await poll(neighbour, { ack: before })
        assert(!before.some((jti) => jti in others.sets), 'the neighbour sees them')
        assert.deepEqual(Object.keys((await poll(node, { maxEvents: 5 })).sets), before)
      },
    },
    {
      name: 'events need a scope of their own',
      rule: 'RFC 6750 §3.1',
      async holds() {
        const answer = await send(node, '/ssf/poll', { returnImmediately: true })
        assert.equal(answer.status, 403)
      },
    },
  ]
}
