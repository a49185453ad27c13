import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, REQUEST } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, problemOf, type Surface, send } from './as-node.ts'

/** What a reader does not understand may have been meant to narrow: it is refused, and never answered more widely. */

let accord: TestPortal
let surface: Surface
let token: string
let subjects: string[]

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  const node = await aNode(accord, ['lung'])
  token = await bearer(surface, node)
  const people = [await aContributor(accord, node.organisationId), await aContributor(accord, node.organisationId)]
  const [yes, no] = people
  if (yes && no) await Promise.all([answers(accord, yes, 'yes'), answers(accord, no, 'no')])
  subjects = people.map(({ pseudonym }) => pseudonym)
})
afterAll(() => accord.close())

const LUNG = { legal_basis: 'consent', programme: 'lung' }
const DECISION = { ...LUNG, ...REQUEST, acquired: { from: '2020-01-01', until: '2020-12-31' } }
const KNOWN = new Set([...Object.keys(DECISION), 'subjects', 'since'])

/** What somebody might add: names that mean something elsewhere, misspellings, and anything at all. */
const member = fc
  .oneof(
    fc.constantFrom('subject', 'Purpose', 'purposes', 'data_use', 'programmes', 'known_at', 'as_of', 'exclude', 'not'),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'recipient ', 'region\u0000', ''),
    fc.string({ maxLength: 12 }),
  )
  .filter((name) => !KNOWN.has(name))
const value = fc.oneof(fc.jsonValue(), fc.constantFrom('lung', '*', true, ['ai-development'], { permit: 'all' }))

function withMember(body: object, name: string, added: unknown): string {
  const text = JSON.stringify(body)
  return `${text.slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(added)}}`
}

async function subjectsIn(answer: Response): Promise<string[]> {
  const { permitted, consent_tokens } = (await answer.json()) as {
    permitted?: string[]
    consent_tokens?: { subject: string }[]
  }
  return permitted ?? consent_tokens?.map(({ subject }) => subject) ?? []
}

test.each([
  ['/api/v1/decisions', DECISION],
  ['/api/v1/consent-tokens', LUNG],
])('%s never answers more widely for a member that it does not know', async (path, known) => {
  const permitted = await subjectsIn(await send(surface, path, token, { ...known, subjects }))
  expect(permitted).toEqual(subjects.slice(0, 1))
  await fc.assert(
    fc.asyncProperty(member, value, async (name, added) => {
      const answer = await send(surface, path, token, withMember({ ...known, subjects }, name, added))
      if (answer.status === 200) expect(await subjectsIn(answer)).toEqual(permitted)
      else expect([answer.status, await problemOf(answer)]).toEqual([400, 'request-invalid'])
    }),
    { numRuns: 150 },
  )
})

test('nor for one inside the days on which the scans were made', async () => {
  await fc.assert(
    fc.asyncProperty(member, value, async (name, added) => {
      const acquired = withMember(DECISION.acquired, name, added)
      const body = JSON.stringify({ ...DECISION, subjects }).replace(JSON.stringify(DECISION.acquired), acquired)
      const answer = await send(surface, '/api/v1/decisions', token, body)
      expect([answer.status, await problemOf(answer)]).toEqual([400, 'request-invalid'])
    }),
    { numRuns: 50 },
  )
})
