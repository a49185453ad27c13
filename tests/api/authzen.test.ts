import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { audit } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aDataUse, aNode, aProgramme, CHOICES, SNAPSHOT, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, problemOf, type Surface, send } from './as-node.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string
let yes: string
let no: string

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
  node = await aNode(accord, ['lung'])
  token = await bearer(surface, node)
  yes = (await aPersonWho('yes')).pseudonym
  no = (await aPersonWho('no')).pseudonym
})
afterAll(() => accord.close())

const ONE = '/access/v1/evaluation'
const SEVERAL = '/access/v1/evaluations'
const ACTION = { name: 'ai-development' }
const RESOURCE = { type: 'programme', id: 'lung', properties: { data: ['imaging-ct'] } }
const CONTEXT = { recipient: 'public-research', region: 'eu-eea' }
const USE = { action: ACTION, resource: RESOURCE, context: CONTEXT }
const MALFORMED = { decision: false, context: { error: { status: 400, message: 'request-invalid' } } }

function patient(id: string) {
  return { type: 'patient-pseudonym', id }
}

async function aPersonWho(answer: 'yes' | 'no' | 'later') {
  const person = await aContributor(accord, node.organisationId)
  await answers(accord, person, answer)
  return person
}

async function told(path: string, body: unknown): Promise<unknown> {
  const answer = await send(surface, path, token, body)
  expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([200, 'no-store'])
  return answer.json()
}

const evaluate = (changes: object = {}) => told(ONE, { subject: patient(yes), ...USE, ...changes })

async function evaluateAll(body: object): Promise<unknown[]> {
  return ((await told(SEVERAL, body)) as { evaluations: unknown[] }).evaluations
}

const decisionsOf = (...decisions: boolean[]) => decisions.map((decision) => ({ decision }))

async function notes() {
  return accord.owner.as('public', (tx) => tx.select().from(audit).where(eq(audit.action, 'decided')).orderBy(audit.id))
}

describe('one evaluation', () => {
  test('says yes of somebody who permits it, until she withdraws', async () => {
    const person = await aPersonWho('yes')
    const subject = patient(person.pseudonym)
    expect(await evaluate({ subject })).toEqual({ decision: true })
    const taken = { contributorId: person.id, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT } as const
    await withdrawConsent(accord.portal, taken)
    expect(await evaluate({ subject })).toEqual({ decision: false })
  })

  test('says of altruism whether one data use is permitted', async () => {
    const { id } = await aDataUse(accord, 'lung')
    const person = await aContributor(accord, node.organisationId)
    const asked = { subject: patient(person.pseudonym), resource: { ...RESOURCE, type: 'data_use', id } }
    expect(await evaluate(asked)).toEqual({ decision: false })
    const wish = { contributorId: person.id, mode: 'include-me', choices: CHOICES, snapshot: SNAPSHOT } as const
    await preferAltruism(accord.portal, wish)
    expect(await evaluate(asked)).toEqual({ decision: true })
    expect(await evaluate({ ...asked, resource: { ...asked.resource, type: 'programme' } })).toEqual({
      decision: false,
    })
  })

  test('is answered the same, byte for byte, whyever nobody may', async () => {
    const other = await aNode(accord, ['lung'])
    const elsewhere = await aContributor(accord, other.organisationId)
    await answers(accord, elsewhere, 'yes')
    const undecided = await aContributor(accord, node.organisationId)
    for (const id of [no, undecided.pseudonym, elsewhere.pseudonym, 'nobody-of-this-name', '']) {
      const answer = await send(surface, ONE, token, { subject: patient(id), ...USE })
      expect([id, answer.status, await answer.text()]).toEqual([id, 200, '{"decision":false}'])
    }
  })

  test.each([
    ['a subject of another type', { subject: { type: 'user', id: 'alice' } }],
    ['a purpose that nobody knows', { action: { name: 'can_read' } }],
    ['a purpose she did not name', { action: { name: 'product-development' } }],
    ['a resource of another type', { resource: { ...RESOURCE, type: 'document' } }],
    ['a resource named after something that every object has', { resource: { ...RESOURCE, type: 'constructor' } }],
    ['a programme that the node takes no part in', { resource: { ...RESOURCE, id: 'breast' } }],
    ['a programme that does not exist', { resource: { ...RESOURCE, id: 'No such programme' } }],
    ['no data', { resource: { ...RESOURCE, properties: { data: [] } } }],
    ['nothing said about the data', { resource: { type: 'programme', id: 'lung' } }],
    ['data that is no list', { resource: { ...RESOURCE, properties: { data: 'imaging-ct' } } }],
    ['some data that nobody knows', { resource: { ...RESOURCE, properties: { data: ['imaging-ct', 'genome'] } } }],
    ['nothing said about the context', { context: undefined }],
    ['no recipient', { context: { region: 'eu-eea' } }],
    ['a recipient that nobody knows', { context: { ...CONTEXT, recipient: 'insurer' } }],
    ['no region', { context: { recipient: 'public-research' } }],
    ['a region that nobody knows', { context: { ...CONTEXT, region: 'everywhere' } }],
    ['days of acquisition that are null', { context: { ...CONTEXT, acquired: null } }],
    ['half of the days of acquisition', { context: { ...CONTEXT, acquired: { from: '2020-01-01' } } }],
    ['days the wrong way round', { context: { ...CONTEXT, acquired: { from: '2024-01-02', until: '2024-01-01' } } }],
    ['a context that hides in a prototype', { context: JSON.parse(`{"__proto__":${JSON.stringify(CONTEXT)}}`) }],
  ])('denies %s', async (_, changes) => {
    expect(await evaluate(changes)).toEqual({ decision: false })
  })

  test.each([
    ['no subject', { subject: undefined }],
    ['a subject without an id', { subject: { type: 'patient-pseudonym' } }],
    ['a subject whose id is a number', { subject: { type: 'patient-pseudonym', id: 7 } }],
    ['several subjects at once', { subject: { type: 'patient-pseudonym', id: ['a', 'b'] } }],
    ['no action', { action: undefined }],
    ['an action that is a word', { action: 'ai-development' }],
    ['no resource', { resource: undefined }],
    ['a resource without a type', { resource: { ...RESOURCE, type: undefined } }],
    ['properties that are no object', { resource: { ...RESOURCE, properties: 'imaging-ct' } }],
    ['a context that is a list', { context: [CONTEXT] }],
    ['a NUL', { subject: { type: 'patient-pseudonym', id: 'a\0b' } }],
  ])('is refused with %s', async (_, changes) => {
    const answer = await send(surface, ONE, token, { subject: patient(yes), ...USE, ...changes })
    expect([answer.status, await problemOf(answer)]).toEqual([400, 'request-invalid'])
  })

  test('is never widened by members that nobody knows', async () => {
    const known = ['type', 'id', 'name', 'properties', 'data', 'recipient', 'region', 'acquired']
    const unknown = fc.dictionary(
      fc.string().filter((name) => !known.includes(name)),
      fc.jsonValue(),
    )
    await fc.assert(
      fc.asyncProperty(fc.boolean(), unknown, unknown, unknown, async (permits, a, b, c) => {
        const asked = {
          ...{ ...a, subject: { ...b, ...patient(permits ? yes : no), properties: c } },
          action: { ...c, ...ACTION, properties: a },
          resource: { ...a, ...RESOURCE, properties: { ...b, ...RESOURCE.properties } },
          context: { ...c, ...CONTEXT },
        }
        expect(await told(ONE, asked)).toEqual({ decision: permits })
      }),
      { numRuns: 60 },
    )
  })

  test('is never permitted for what differs in any word from what she permits', async () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('*', 'any', '__proto__', 'constructor', 'toString', 'ai-validation '),
    )
    const changed = fc.constantFrom('purpose', 'recipient', 'region', 'data', 'programme')
    await fc.assert(
      fc.asyncProperty(changed, word, async (axis, other) => {
        const context = { ...CONTEXT, ...(axis === 'recipient' || axis === 'region' ? { [axis]: other } : {}) }
        const resource = {
          ...RESOURCE,
          id: axis === 'programme' ? other : 'lung',
          properties: { data: axis === 'data' ? ['imaging-ct', other] : ['imaging-ct'] },
        }
        const action = axis === 'purpose' ? { name: other } : ACTION
        const answer = await send(surface, ONE, token, { subject: patient(yes), action, resource, context })
        expect(await answer.text()).not.toContain('true')
      }),
      { numRuns: 60 },
    )
  })
})

describe('several evaluations', () => {
  test('are answered in the order asked, with what they have in common said once', async () => {
    const evaluations = [yes, 'nobody', no, yes].map((id) => ({ subject: patient(id) }))
    expect(await told(SEVERAL, { ...USE, evaluations })).toEqual({ evaluations: decisionsOf(true, false, false, true) })
  })

  test('may ask different things of one person', async () => {
    const evaluations = [
      {},
      { action: { name: 'product-development' } },
      { resource: { ...RESOURCE, id: 'breast' } },
      { context: { ...CONTEXT, region: 'UA' } },
      { context: { ...CONTEXT, region: 'DE' } },
    ]
    expect(await evaluateAll({ ...USE, subject: patient(yes), evaluations })).toEqual(
      decisionsOf(true, false, false, false, true),
    )
  })

  test('override a whole default, so that nothing of it is mixed in', async () => {
    const evaluations = [{ context: { recipient: 'public-research' } }, { resource: { type: 'programme', id: 'lung' } }]
    expect(await evaluateAll({ ...USE, subject: patient(yes), evaluations })).toEqual(decisionsOf(false, false))
  })

  test('that are malformed say so and spoil no other', async () => {
    const evaluations = [
      { subject: patient(yes) },
      {},
      null,
      7,
      [],
      [{ subject: patient(yes) }],
      'subject',
      { subject: null },
      { subject: patient(yes), action: null },
      { subject: patient(yes) },
    ]
    const expected = evaluations.map((_, index) => (index === 0 || index === 9 ? { decision: true } : MALFORMED))
    expect(await evaluateAll({ ...USE, evaluations })).toEqual(expected)
  })

  test.each([
    ['execute_all', [yesOf, noOf, yesOf], [true, false, true]],
    ['deny_on_first_deny', [yesOf, noOf, yesOf], [true, false]],
    ['permit_on_first_permit', [noOf, yesOf, noOf], [false, true]],
  ] as const)('stop where %s says so', async (semantic, people, decisions) => {
    const evaluations = people.map((person) => ({ subject: patient(person()) }))
    const options = { evaluations_semantic: semantic, another: 'option' }
    expect(await evaluateAll({ ...USE, evaluations, options })).toEqual(decisionsOf(...decisions))
  })

  test('that are malformed deny where the first denial decides', async () => {
    const options = { evaluations_semantic: 'deny_on_first_deny' }
    expect(await evaluateAll({ ...USE, evaluations: [{}, { subject: patient(yes) }], options })).toEqual([MALFORMED])
  })

  test.each([{}, { evaluations: [] }])('of which there are none are one: %j', async (none) => {
    expect(await told(SEVERAL, { subject: patient(yes), ...USE, ...none })).toEqual({ decision: true })
    expect(await told(SEVERAL, { subject: patient(no), ...USE, ...none })).toEqual({ decision: false })
    expect((await send(surface, SEVERAL, token, { ...USE, ...none })).status).toBe(400)
  })

  test.each([
    ['more than 10,000', { evaluations: Array(10_001).fill({}) }, 'request-invalid'],
    ['no list', { evaluations: {} }, 'request-invalid'],
    ['a null', { evaluations: null }, 'request-invalid'],
    [
      'a semantic that nobody knows',
      { evaluations: [{}], options: { evaluations_semantic: 'any' } },
      'request-invalid',
    ],
    [
      'more than 100 different questions',
      { evaluations: Array.from({ length: 101 }, (_, i) => ({ resource: { ...RESOURCE, id: `programme-${i}` } })) },
      'evaluations-too-varied',
    ],
  ])('are refused as a whole with %s', async (_, changes, problem) => {
    const answer = await send(surface, SEVERAL, token, { subject: patient(yes), ...USE, ...changes })
    expect([answer.status, await problemOf(answer)]).toEqual([400, problem])
  })
})

function yesOf() {
  return yes
}

function noOf() {
  return no
}

describe('what auditors find', () => {
  test('is each question that was answered, with counts and no names', async () => {
    const before = (await notes()).length
    const evaluations = [yes, no, yes, 'nobody'].map((id) => ({ subject: patient(id) }))
    await evaluateAll({
      ...USE,
      evaluations: [...evaluations, { subject: patient(yes), action: { name: 'education' } }],
    })
    const noted = (await notes()).slice(before)
    expect(noted.map(({ actorId, detail }) => ({ actorId, ...detail }))).toMatchObject([
      { actorId: node.clientId, programme: 'lung', purpose: 'ai-development', evaluated: 3, permitted: 1 },
      { actorId: node.clientId, programme: 'lung', purpose: 'education', evaluated: 1, permitted: 0 },
    ])
    expect(JSON.stringify(noted)).not.toContain(yes)
  })

  test('is nothing of what was not told any more', async () => {
    const before = (await notes()).length
    const evaluations = [{ subject: patient(no) }, { subject: patient(yes) }, { action: { name: 'education' } }]
    const options = { evaluations_semantic: 'deny_on_first_deny' }
    await evaluateAll({ subject: patient(yes), ...USE, evaluations, options })
    const noted = (await notes()).slice(before)
    expect(noted.map(({ detail }) => detail)).toMatchObject([{ evaluated: 1, permitted: 0 }])
  })
})

describe('an enforcement point', () => {
  test('finds where to ask', async () => {
    const answer = await surface.request('/.well-known/authzen-configuration')
    expect(await answer.json()).toEqual({
      policy_decision_point: 'http://127.0.0.1:3999',
      access_evaluation_endpoint: `http://127.0.0.1:3999${ONE}`,
      access_evaluations_endpoint: `http://127.0.0.1:3999${SEVERAL}`,
    })
  })

  test.each<[string, string, number, boolean, () => object]>([
    ['an answer', ONE, 200, true, () => ({ subject: patient(yes), ...USE })],
    ['several answers', SEVERAL, 200, true, () => ({ ...USE, evaluations: [{ subject: patient(yes) }] })],
    ['a refusal', ONE, 400, true, () => ({})],
    ['not being let in', ONE, 401, false, () => ({})],
    ['a wrong address', '/access/v1/search/subject', 404, true, () => ({})],
  ])('gets its request’s identifier back with %s', async (_, path, status, isLetIn, body) => {
    const id = 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716'
    const bearerOf = isLetIn ? token : 'nobody'
    const answer = await send(surface, path, bearerOf, body(), { 'X-Request-ID': id })
    expect([answer.status, answer.headers.get('X-Request-ID')]).toEqual([status, id])
    expect((await send(surface, path, bearerOf, body())).headers.has('X-Request-ID')).toBe(false)
  })
})
