import assert from 'node:assert/strict'
import { heldStatusLists } from '#gate/status-lists.ts'
import type { Trust } from '#gate/trust.ts'
import { verifyConsentToken } from '#gate/verify-consent-token.ts'
import type { Expectation } from './expectation.ts'
import { heldBy, oneHeldBy, permittedUse } from './held-tokens.ts'
import { type Asker, jsonOf, mustNotBeStored, type PortalUnderTest } from './portal-under-test.ts'

const MOST_TRIED = 50

/** The signed statements that a node takes home, judged by the gate that would judge them there. */
export function consentTokens(portal: PortalUnderTest): Expectation[] {
  const { node, neighbour, programme, send } = portal
  const asked = { legal_basis: 'consent', programme }
  return [
    {
      name: 'the gate accepts each consent token for a use that it permits',
      rule: 'RFC 8725, Token Status List §8.3',
      async holds() {
        await oneHeldBy(portal, node)
        const tokens = (await heldBy(portal, node)).slice(0, MOST_TRIED)
        const trust = await trustOf(portal, node)
        for (const held of tokens) {
          const verdict = await verifyConsentToken(held.consent_token, trust, permittedUse(held, programme), new Date())
          assert.equal(verdict.outcome, 'permit', `${JSON.stringify(verdict)}`)
          assert(verdict.outcome !== 'permit' || verdict.subject === held.subject, 'it is about somebody else')
        }
      },
    },
    {
      name: "a neighbour's gate accepts none of them",
      rule: 'RFC 8725 §3.9',
      async holds() {
        const trust = await trustOf(portal, neighbour)
        for (const held of (await heldBy(portal, node)).slice(0, MOST_TRIED)) {
          const verdict = await verifyConsentToken(held.consent_token, trust, permittedUse(held, programme), new Date())
          assert.deepEqual(verdict, { outcome: 'deny', reason: 'audience-wrong' })
        }
      },
    },
    {
      name: 'a token asked for again is the same token',
      rule: 'docs/api.md §4',
      async holds() {
        const { subject, consent_token } = await oneHeldBy(portal, node)
        const again = jsonOf(await send(node, '/api/v1/consent-tokens', { ...asked, subjects: [subject] }))
        assert.deepEqual(
          (again.consent_tokens as { consent_token: string }[]).map((held) => held.consent_token),
          [consent_token],
        )
      },
    },
    {
      name: "there is no token of a neighbour's patient or of nobody",
      rule: 'docs/api.md §4',
      async holds() {
        const { subject } = await oneHeldBy(portal, node)
        const subjects = [subject, 'somebody-who-never-enrolled']
        const answer = await send(neighbour, '/api/v1/consent-tokens', { ...asked, subjects })
        assert.deepEqual(jsonOf(answer).consent_tokens, [])
        mustNotBeStored(answer)
      },
    },
    {
      name: 'each line of the stream is a token, the last one the cursor',
      rule: 'docs/api.md §4',
      async holds() {
        const answer = await send(node, '/api/v1/consent-tokens', asked, { Accept: 'application/x-ndjson' })
        assert.equal(answer.status, 200)
        const lines = answer.text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
        assert('next' in lines.at(-1), 'the stream does not say that it is whole')
        assert(
          lines.slice(0, -1).every(({ consent_token }) => typeof consent_token === 'string'),
          'a line is no token',
        )
      },
    },
  ]
}

/** What this node would rely on: the published keys, and every list as it is now. */
async function trustOf({ url, ask, keys, signed }: PortalUnderTest, { client_id }: Asker): Promise<Trust> {
  const issuer = { issuer: url, keys: await keys(), freshness: 'ttl' as const }
  const { status_lists } = jsonOf(await ask('/status-lists', { headers: { Accept: 'application/json' } }))
  const held: Parameters<typeof heldStatusLists>[0] = Object.fromEntries(
    await Promise.all(
      (status_lists as string[]).map(async (uri) => {
        const { text: token } = await ask(uri)
        const { iat } = await signed(token, 'statuslist+jwt')
        return [uri, { token, fetched_at: Date.now() / 1000, newest_iat: Number(iat) }]
      }),
    ),
  )
  return { issuer: url, audience: client_id, keys: issuer.keys, statusLists: heldStatusLists(held, issuer) }
}
