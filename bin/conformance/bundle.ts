import assert from 'node:assert/strict'
import type { BundleClaims } from '#app/domain/token/bundle.ts'
import { anchorsIn } from '#gate/anchors.ts'
import { withBundle } from '#gate/bundle/gathered.ts'
import { verifiedBundle } from '#gate/bundle/verified-bundle.ts'
import { trustFrom } from '#gate/home/trust-file.ts'
import { verifyConsentToken } from '#gate/verify-consent-token.ts'
import type { Expectation } from './expectation.ts'
import { heldBy, permittedUse } from './held-tokens.ts'
import { type Answer, type Asker, jsonOf, mustNotBeStored, type PortalUnderTest } from './portal-under-test.ts'

const MOST_PAGES = 1000

/** What a gate lives on while it is cut off, read by the gate. */
export function bundle(portal: PortalUnderTest): Expectation[] {
  const { url, node, neighbour, programme } = portal
  const ask = async (asker: Asker, since = '', headers: Record<string, string> = {}): Promise<Answer> => {
    const Authorization = `Bearer ${await portal.bearer(asker, 'system/Consent.rs')}`
    const query = since === '' ? '' : `?${new URLSearchParams({ since })}`
    return portal.ask(`/api/v1/bundle${query}`, { headers: { Authorization, ...headers } })
  }
  const read = async ({ text }: Answer, asker = node): Promise<BundleClaims> => {
    const anchors = await anchorsIn(JSON.parse((await portal.ask('/.well-known/jwks.json')).text))
    return verifiedBundle(text, { issuer: url, audience: asker.client_id, anchors, revokedKids: [] }, new Date())
  }
  return [
    {
      name: 'a bundle is for this node, whole, and signed by a published key for bundles',
      rule: 'RFC 8725 §3.11, docs/api.md §4',
      async holds() {
        const answer = await ask(node)
        assert.equal(answer.status, 200)
        assert.equal(answer.headers.get('Content-Type'), 'application/bundle+jwt')
        mustNotBeStored(answer)
        const { base, jti } = await read(answer)
        assert.equal(base, null)
        assert.equal(answer.headers.get('ETag'), `"${jti}"`, 'the ETag is not its name')
      },
    },
    {
      name: 'page after page, each names the one before, and the gate accepts every token by what is in them',
      rule: 'docs/api.md §4',
      async holds() {
        let answer = await ask(node)
        let gathered = await withBundle(null, null, await read(answer), now())
        for (let page = 1; gathered.more; page++) {
          assert(page < MOST_PAGES, 'there is always more')
          const before = gathered.trust.bundle.jti
          answer = await ask(node, answer.headers.get('ETag') ?? '')
          const next = await read(answer)
          assert.equal(next.base, before)
          gathered = await withBundle(null, gathered, next, now())
        }
        const tokens = gathered.received.find(
          ({ basis }) => 'programme' in basis && basis.programme === programme,
        )?.tokens
        assert(tokens && tokens.length > 0, `nobody permits anything to ${node.client_id}`)
        const trust = await trustFrom({ ...gathered.trust, bundle: { ...gathered.trust.bundle, targets: [] } }, 'exp')
        for (const held of tokens.slice(0, 50)) {
          const verdict = await verifyConsentToken(held.consent_token, trust, permittedUse(held, programme), new Date())
          assert.equal(verdict.outcome, 'permit', JSON.stringify(verdict))
        }
        const handedOut = (await heldBy(portal, node)).map(({ consent_token }) => consent_token)
        const inBundle = new Set(tokens.map(({ consent_token }) => consent_token))
        assert(
          handedOut.every((token) => inBundle.has(token)),
          'a token that is handed out is not in it',
        )
      },
    },
    {
      name: 'a neighbour finds nobody of this hospital in its own',
      rule: 'docs/api.md §4',
      async holds() {
        const theirs = await read(await ask(neighbour), neighbour)
        const mine = new Set((await heldBy(portal, node)).map(({ subject }) => subject))
        const found = theirs.consent_tokens.flatMap(({ tokens }) => tokens).filter(({ subject }) => mine.has(subject))
        assert.deepEqual(found, [])
      },
    },
    {
      name: "a name that is made up, or a neighbour's, leaves nothing out",
      rule: 'docs/api.md §4',
      async holds() {
        const theirs = (await ask(neighbour)).headers.get('ETag') ?? ''
        for (const since of ['made-up', theirs]) {
          const answer = await ask(node, since, { 'If-None-Match': since })
          assert.equal(answer.status, 200)
          assert.equal((await read(answer)).base, null)
        }
      },
    },
    {
      name: 'a bundle that is held already is not sent again',
      rule: 'RFC 9110 §13.1.2, §8.8.3',
      async holds() {
        const found: number[] = []
        for (let times = 0; times < 3; times++) {
          const etag = (await ask(node)).headers.get('ETag') ?? ''
          const again = await ask(node, '', { 'If-None-Match': etag })
          assert(again.status !== 304 || again.text === '', 'a 304 with a body')
          found.push(again.status)
        }
        assert(found.includes(304), `asked three times, it answered ${found.join(', ')}`)
      },
    },
    {
      name: 'nobody is given a bundle with an access token for something else',
      rule: 'RFC 6750 §3.1',
      async holds() {
        const Authorization = `Bearer ${await portal.bearer(node, 'accord/usage.write')}`
        jsonOf(await portal.ask('/api/v1/bundle', { headers: { Authorization } }), 403)
        jsonOf(await portal.ask('/api/v1/bundle'), 401)
      },
    },
  ]
}

function now(): { dated: number; at: Date } {
  return { dated: Date.now() / 1000, at: new Date() }
}
