import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimInvitation } from '#app/services/claim-invitation.server.ts'
import { lockOrganisation } from '#db/queries/organisations.server.ts'
import { enrolments, idempotencyKeys } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, problemOf, type Surface, send } from './as-node.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
})
beforeEach(async () => {
  node = await aNode(accord, ['lung'])
  token = await bearer(surface, node, 'accord/enrolments.write')
})
afterAll(() => accord.close())

const PATH = '/api/v1/enrolments'

type Enrolled = {
  enrolment_id: string
  pseudonym: string
  invitation: { code: string; url: string; expires_at: string }
}

const aPerson = () => ({ pseudonym: `p-${randomUUID()}`, birth_date: '1961-04-23', language: 'sl' })

async function enrol(person: object, headers: Record<string, string> = {}) {
  const answer = await send(surface, PATH, token, person, headers)
  expect(answer.status).toBe(201)
  return (await answer.json()) as Enrolled
}

function claim({ url, code }: Enrolled['invitation'], birthDate = '1961-04-23') {
  const selector = new URL(url).searchParams.get('for') ?? ''
  return claimInvitation(accord.portal, { selector, code, birthDate, language: 'sl', signedInAs: null, join: null })
}

async function listed(after?: string) {
  const query = after ? `?after=${after}` : ''
  const answer = await surface.request(`${PATH}${query}`, { headers: { Authorization: `Bearer ${token}` } })
  return (await answer.json()) as { enrolments: { pseudonym: string; state: string }[]; next: string | null }
}

describe('a hospital that enrols a person', () => {
  test('is given what her letter must say, and the letter opens', async () => {
    const person = aPerson()
    const { pseudonym, invitation } = await enrol(person)
    expect(pseudonym).toBe(person.pseudonym)
    expect(invitation.url).toMatch(/^http:\/\/127\.0\.0\.1:3999\/sl\/invitation\?for=[0-9A-Z]{10}$/)
    expect(await claim(invitation)).toMatchObject({ ok: true })
  })

  test('can enrol several at once, in their order', async () => {
    const people = [aPerson(), aPerson(), aPerson()]
    const answer = await send(surface, PATH, token, { enrolments: people })
    const { enrolments } = (await answer.json()) as { enrolments: Enrolled[] }
    expect(answer.status).toBe(201)
    expect(enrolments.map(({ pseudonym }) => pseudonym)).toEqual(people.map(({ pseudonym }) => pseudonym))
  })

  test('may use a pseudonym that another hospital uses too', async () => {
    const person = aPerson()
    await enrol(person)
    const other = await aNode(accord, ['lung'])
    const answer = await send(surface, PATH, await bearer(surface, other, 'accord/enrolments.write'), person)
    expect(answer.status).toBe(201)
  })

  test('sees its own list, and in it nothing about what anybody chose', async () => {
    const [first, second] = [await enrol(aPerson()), await enrol(aPerson())]
    const claimed = await claim(first.invitation)
    if (!claimed.ok) throw new Error(claimed.refusal)
    await answers(accord, { id: claimed.event.contributorId }, 'no')
    expect(await listed()).toEqual({
      enrolments: [
        { enrolment_id: first.enrolment_id, pseudonym: first.pseudonym, state: 'claimed' },
        { enrolment_id: second.enrolment_id, pseudonym: second.pseudonym, state: 'invited' },
      ].toSorted((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1)),
      next: null,
    })
  })

  test('reads a long list page by page', async () => {
    await accord.owner.as('public', (tx) =>
      tx.insert(enrolments).values(
        Array.from({ length: 1001 }, (_, index) => ({
          id: randomUUID(),
          organisationId: node.organisationId,
          pseudonym: `person-${String(index).padStart(12, '0')}`,
          language: 'en',
          createdAt: new Date(),
        })),
      ),
    )
    const first = await listed()
    expect(first.enrolments).toHaveLength(1000)
    const second = await listed(first.next ?? '')
    expect(second).toMatchObject({ enrolments: [{ pseudonym: 'person-000000001000' }], next: null })
  })
})

describe('a hospital that sends an enrolment again', () => {
  test('under its Idempotency-Key is given the same enrolment and a new code; the old letter opens nothing', async () => {
    const person = aPerson()
    const key = { 'Idempotency-Key': randomUUID() }
    const first = await enrol(person, key)
    const again = await enrol(person, key)
    expect(again.enrolment_id).toBe(first.enrolment_id)
    expect(again.invitation.code).not.toBe(first.invitation.code)
    expect(await claim(first.invitation)).toMatchObject({ ok: false })
    expect(await claim(again.invitation)).toMatchObject({ ok: true })
  })

  test('is given no letter where the person has claimed hers meanwhile', async () => {
    const person = aPerson()
    const key = { 'Idempotency-Key': randomUUID() }
    const first = await enrol(person, key)
    expect(await claim(first.invitation)).toMatchObject({ ok: true })
    expect(await enrol(person, key)).toEqual({ ...first, invitation: null })
  })

  test('is refused with another body under the same key', async () => {
    const key = { 'Idempotency-Key': randomUUID() }
    await enrol(aPerson(), key)
    const answer = await send(surface, PATH, token, aPerson(), key)
    expect(answer.status).toBe(422)
    expect(await problemOf(answer)).toBe('idempotency-key-reused')
  })

  test('is refused without a key', async () => {
    const person = aPerson()
    await enrol(person)
    const answer = await send(surface, PATH, token, person)
    expect(answer.status).toBe(409)
    expect(await problemOf(answer)).toBe('pseudonym-already-enrolled')
  })

  test('at the same moment enrols once', async () => {
    const person = aPerson()
    const key = { 'Idempotency-Key': randomUUID() }
    const sent = await Promise.all([1, 2, 3, 4].map(() => send(surface, PATH, token, person, key)))
    expect(sent.map(({ status }) => status).every((status) => status === 201 || status === 409)).toBe(true)
    expect((await listed()).enrolments).toHaveLength(1)
  })

  test('at the same moment without a key enrols once', async () => {
    const person = aPerson()
    const sent = await Promise.all([1, 2, 3, 4].map(() => send(surface, PATH, token, person)))
    expect(sent.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409])
  })

  test('while another of its nodes enrols the same person waits, and is told', async () => {
    const person = aPerson()
    const { organisationId } = node
    let waiting: Promise<Response> | undefined
    await accord.owner.as('public', async (tx) => {
      await lockOrganisation(tx, organisationId)
      const row = {
        id: randomUUID(),
        organisationId,
        pseudonym: person.pseudonym,
        language: 'sl',
        createdAt: new Date(),
      }
      await tx.insert(enrolments).values(row)
      waiting = send(surface, PATH, token, person)
      await new Promise((resolve) => setTimeout(resolve, 2000))
    })
    expect((await waiting)?.status).toBe(409)
  })

  test('leaves no trace by which a birth date could be guessed', async () => {
    const [key, person] = [randomUUID(), aPerson()]
    await enrol(person, { 'Idempotency-Key': key })
    const [row] = await accord.owner.as('public', (tx) =>
      tx.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key)),
    )
    expect(row?.response).toBeNull()
    const { createHash } = await import('node:crypto')
    const guess = createHash('sha256')
      .update(JSON.stringify([person]))
      .digest()
    expect(row?.bodyHash.equals(guess)).toBe(false)
  })
})

describe('a hospital whose letter was lost', () => {
  const again = (id: string, body: object = { birth_date: '1961-04-23', language: 'uk' }) =>
    send(surface, `${PATH}/${id}/invitations`, token, body)

  test('sends another one, after which the first opens nothing', async () => {
    const first = await enrol(aPerson())
    const answer = await again(first.enrolment_id)
    expect(answer.status).toBe(201)
    const second = (await answer.json()) as Enrolled
    expect(second.invitation.url).toContain('/uk/invitation?for=')
    expect(await claim(first.invitation)).toMatchObject({ ok: false })
    expect(await claim(second.invitation)).toMatchObject({ ok: true })
    expect(await problemOf(await again(first.enrolment_id))).toBe('enrolment-already-claimed')
  })

  test('cannot send one for another hospital’s patient', async () => {
    const { enrolment_id } = await enrol(aPerson())
    token = await bearer(surface, await aNode(accord, ['lung']), 'accord/enrolments.write')
    expect(await problemOf(await again(enrolment_id))).toBe('enrolment-not-found')
    expect(await problemOf(await again(randomUUID()))).toBe('enrolment-not-found')
    expect((await again('1')).status).toBe(400)
  })
})

describe('an enrolment is refused with', () => {
  test.each([
    ['a pseudonym that is too short', { pseudonym: 'short' }],
    ['a pseudonym that is too long', { pseudonym: 'x'.repeat(65) }],
    ['a pseudonym of digits alone, which may be a record number', { pseudonym: '1234567890123456' }],
    ['a pseudonym with a space', { pseudonym: 'a pseudonym with spaces' }],
    ['a pseudonym with NUL', { pseudonym: 'pseudonym-with-\0-nul' }],
    ['a day that no calendar has', { birth_date: '1961-02-29' }],
    ['a date in another order', { birth_date: '23.04.1961' }],
    ['a language that the portal does not speak', { language: 'fr' }],
    ['a name', { name: 'Demo Person' }],
  ])('%s', async (_, changes) => {
    const answer = await send(surface, PATH, token, { ...aPerson(), ...changes })
    expect(answer.status).toBe(400)
    expect(await problemOf(answer)).toBe('request-invalid')
  })

  test('a birth date after today', async () => {
    const answer = await send(surface, PATH, token, { ...aPerson(), birth_date: '2999-01-01' })
    expect(answer.status).toBe(422)
    expect(await problemOf(answer)).toBe('birth-date-in-future')
  })

  test('one mistake among many people: nobody is enrolled, and the mistake is pointed to', async () => {
    const body = { enrolments: [aPerson(), { ...aPerson(), language: 'fr' }] }
    const answer = await send(surface, PATH, token, body)
    expect(await answer.json()).toMatchObject({
      errors: [{ pointer: '/enrolments/1/language', code: 'invalid-value' }],
    })
    expect((await listed()).enrolments).toEqual([])
  })

  test('one known pseudonym among many people: nobody is enrolled', async () => {
    const known = aPerson()
    await enrol(known)
    const answer = await send(surface, PATH, token, { enrolments: [aPerson(), known] })
    expect(await problemOf(answer)).toBe('pseudonym-already-enrolled')
    expect((await listed()).enrolments).toHaveLength(1)
  })

  test('the same person twice', async () => {
    const person = aPerson()
    expect((await send(surface, PATH, token, { enrolments: [person, person] })).status).toBe(400)
  })

  test('a key that is too long', async () => {
    expect((await send(surface, PATH, token, aPerson(), { 'Idempotency-Key': 'k'.repeat(256) })).status).toBe(400)
  })
})
