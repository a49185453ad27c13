import assert from 'node:assert/strict'
import type { Expectation } from './expectation.ts'
import { type Answer, jsonOf, mustNotBeStored, type PortalUnderTest } from './portal-under-test.ts'

/** How a portal says no: one kind of document, with a stable code (RFC 9457). */
export function refusals({ node, send, ask, programme }: PortalUnderTest): Expectation[] {
  const refuses = (what: string, status: number, code: string, asked: () => Promise<Answer>): Expectation => ({
    name: `${what} is ${code}`,
    rule: 'RFC 9457 §3',
    async holds() {
      const answer = await asked()
      const { type, status: said, title } = jsonOf(answer, status)
      assert.match(answer.headers.get('Content-Type') ?? '', /^application\/problem\+json/, 'it is no problem document')
      assert.equal(String(type).split('/').at(-1), code)
      assert.equal(said, status)
      assert(typeof title === 'string' && title !== '', 'it has no title')
      mustNotBeStored(answer)
    },
  })
  const decide = (body: object) => send(node, '/api/v1/decisions', body)
  const use = { purpose: 'ai-development', recipient: 'public-research', region: 'eu-eea', data: ['imaging-ct'] }
  const asked = { legal_basis: 'consent', programme, ...use, subjects: ['somebody-who-never-enrolled'] }

  return [
    refuses('a request without an access token', 401, 'access-token-required', () =>
      ask('/api/v1/decisions', { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } }),
    ),
    refuses('a request with a made-up access token', 401, 'access-token-invalid', () =>
      ask('/api/v1/enrolments', { headers: { Authorization: `Bearer ${'a'.repeat(43)}` } }),
    ),
    refuses('a question about nobody', 400, 'request-invalid', () => decide({ ...asked, subjects: [] })),
    refuses('a question with a purpose that nobody knows', 400, 'request-invalid', () =>
      decide({ ...asked, purpose: 'marketing' }),
    ),
    refuses('a question on two bases', 400, 'request-invalid', () => decide({ ...asked, legal_basis: 'altruism' })),
    refuses('a programme that does not exist', 404, 'programme-not-found', () =>
      decide({ ...asked, programme: 'no-such-programme' }),
    ),
    refuses('an address under /api that nobody knows', 404, 'resource-not-found', () => ask('/api/v1/nowhere')),
    refuses('another method', 405, 'method-not-allowed', () => ask('/api/v1/decisions', { method: 'DELETE' })),
    refuses('a list that does not exist', 404, 'status-list-not-found', () => ask('/status-lists/no-such-list')),
  ]
}
