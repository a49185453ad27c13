import assert from 'node:assert/strict'
import type { Expectation } from './expectation.ts'
import { oneHeldBy, permittedUse } from './held-tokens.ts'
import { type Asker, jsonOf, mustNotBeStored, type PortalUnderTest } from './portal-under-test.ts'

const SIGNED = 'application/decision+jwt'

/** Whom this may be done with, now. */
export function decisions(portal: PortalUnderTest): Expectation[] {
  const { url, node, neighbour, programme } = portal
  const asked = async (asker: Asker, more: string[] = [], headers: Record<string, string> = {}) => {
    const held = await oneHeldBy(portal, node)
    const subjects = [...more, held.subject]
    const body = { ...permittedUse(held, programme), subjects }
    return { subject: held.subject, answer: await portal.send(asker, '/api/v1/decisions', body, headers) }
  }
  return [
    {
      name: 'who holds a token for a use is permitted, who is unknown is absent',
      rule: 'docs/api.md §3',
      async holds() {
        const { subject, answer } = await asked(node, ['somebody-who-never-enrolled'])
        const { permitted, evaluated, as_of, decision_id } = jsonOf(answer)
        assert.deepEqual(permitted, [subject])
        assert.equal(evaluated, 2)
        assert(Math.abs(Date.now() - Date.parse(String(as_of))) < 60_000, 'as_of is not now')
        assert.match(String(decision_id), /^[0-9a-f-]{36}$/)
        mustNotBeStored(answer)
      },
    },
    {
      name: "a neighbour is told nothing about another hospital's patient",
      rule: 'docs/api.md §3',
      async holds() {
        const { answer } = await asked(neighbour)
        assert.deepEqual(jsonOf(answer).permitted, [])
      },
    },
    {
      name: 'the same question is decided anew each time',
      rule: 'docs/api.md §3',
      async holds() {
        const [one, two] = [await asked(node), await asked(node)]
        assert.notEqual(jsonOf(one.answer).decision_id, jsonOf(two.answer).decision_id)
      },
    },
    {
      name: 'a signed answer says the same, for this node',
      rule: 'RFC 8725 §3.11',
      async holds() {
        const { subject, answer } = await asked(node, [], { Accept: SIGNED })
        assert.equal(answer.headers.get('Content-Type'), SIGNED)
        const claims = await portal.signed(answer.text, 'decision+jwt')
        assert.deepEqual([claims.iss, claims.aud], [url, node.client_id])
        assert(JSON.stringify(claims).includes(JSON.stringify(subject)), 'the permitted subject is not in it')
      },
    },
  ]
}
