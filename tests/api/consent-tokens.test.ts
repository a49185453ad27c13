import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aDataUse,
  aNode,
  aProgramme,
  CHOICES,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, problemOf, type Surface, send } from './as-node.ts'
import { manyPeople } from './many-people.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
})
afterAll(() => accord.close())

type Page = { consent_tokens: { subject: string; consent_token: string; expires_at: string }[]; next: string | null }

const LUNG = { legal_basis: 'consent', programme: 'lung' }

async function page(body: object): Promise<Page> {
  const answer = await send(surface, '/api/v1/consent-tokens', token, body)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Page
}

const subjectsIn = ({ consent_tokens }: Page) => consent_tokens.map(({ subject }) => subject)

/** A hospital of its own for each group of tests, so that who is permitted is known exactly. */
async function aHospital() {
  node = await aNode(accord, ['lung'])
  token = await bearer(surface, node)
}

async function aPersonWho(answer: 'yes' | 'no'): Promise<TestContributor> {
  const person = await aContributor(accord, node.organisationId)
  await answers(accord, person, answer)
  return person
}

describe('a hospital that names people', () => {
  beforeAll(aHospital)

  test('is given the tokens of those who said yes, in the order asked', async () => {
    const [anna, boris] = [await aPersonWho('yes'), await aPersonWho('yes')]
    const refuser = await aPersonWho('no')
    const subjects = [boris.pseudonym, refuser.pseudonym, 'nobody-ever-heard-of', anna.pseudonym, boris.pseudonym]
    const answer = await page({ ...LUNG, subjects })
    expect(subjectsIn(answer)).toEqual([boris.pseudonym, anna.pseudonym])
    expect(answer.next).toBeNull()
    expect(decodeJwt(answer.consent_tokens[0]?.consent_token ?? '')).toMatchObject({
      iss: accord.portal.settings.url,
      sub: boris.pseudonym,
      aud: node.clientId,
    })
  })

  test('is given the same token when it asks again', async () => {
    const person = await aPersonWho('yes')
    const ask = { ...LUNG, subjects: [person.pseudonym] }
    expect(await page(ask)).toEqual(await page(ask))
  })

  test('is not told of a patient of another hospital', async () => {
    const other = await aNode(accord, ['lung'])
    const stranger = await aContributor(accord, other.organisationId)
    await answers(accord, stranger, 'yes')
    expect(subjectsIn(await page({ ...LUNG, subjects: [stranger.pseudonym] }))).toEqual([])
  })

  test('is not told of a person who withdrew', async () => {
    const person = await aPersonWho('yes')
    await page({ ...LUNG, subjects: [person.pseudonym] })
    await withdrawConsent(accord.portal, {
      contributorId: person.id,
      programmeId: 'lung',
      tier: 'stop',
      snapshot: SNAPSHOT,
    })
    expect(subjectsIn(await page({ ...LUNG, subjects: [person.pseudonym] }))).toEqual([])
  })
})

describe('a hospital that names nobody', () => {
  beforeAll(aHospital)

  test('is given everyone’s tokens once, and from then on the new ones', async () => {
    const people = [await aPersonWho('yes'), await aPersonWho('yes'), await aPersonWho('no')]
    const first = await page(LUNG)
    expect(subjectsIn(first).toSorted()).toEqual([people[0]?.pseudonym, people[1]?.pseudonym].toSorted())

    const caughtUp = await page({ ...LUNG, since: first.next })
    expect(caughtUp).toEqual({ consent_tokens: [], next: first.next })

    const late = await aPersonWho('yes')
    const second = await page({ ...LUNG, since: caughtUp.next })
    expect(subjectsIn(second)).toEqual([late.pseudonym])
    expect(subjectsIn(await page({ ...LUNG, since: second.next }))).toEqual([])
  })

  test('catches up with more people than one transaction holds', async () => {
    await aHospital()
    await manyPeople(accord, node, 205)
    expect(subjectsIn(await page(LUNG))).toHaveLength(205)
  })

  test('can have it as lines, of which the last says where to go on', async () => {
    const answer = await send(surface, '/api/v1/consent-tokens', token, LUNG, { Accept: 'application/x-ndjson' })
    expect(answer.headers.get('Content-Type')).toBe('application/x-ndjson')
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toHaveLength(206)
    expect(lines[0]).toEqual({
      subject: expect.any(String),
      consent_token: expect.any(String),
      expires_at: expect.any(String),
    })
    expect(lines.at(-1)).toEqual({ next: expect.any(String) })
  })
})

describe('consent tokens by altruism', () => {
  beforeAll(aHospital)

  test('are for one data use, and for those whose wishes it matches', async () => {
    const dataUse = await aDataUse(accord, 'lung')
    const person = await aContributor(accord, node.organisationId)
    await preferAltruism(accord.portal, {
      contributorId: person.id,
      mode: 'include-me',
      choices: CHOICES,
      snapshot: SNAPSHOT,
    })
    expect(subjectsIn(await page({ legal_basis: 'altruism', data_use: dataUse.id }))).toEqual([person.pseudonym])
  })

  test('are not given for a data use that rests on consent', async () => {
    const dataUse = await aDataUse(accord, 'lung', { legalBasis: 'consent' })
    const answer = await send(surface, '/api/v1/consent-tokens', token, {
      legal_basis: 'altruism',
      data_use: dataUse.id,
    })
    expect(await problemOf(answer)).toBe('data-use-not-found')
  })
})

describe('a request for consent tokens', () => {
  beforeAll(aHospital)

  test.each([
    [
      'a programme that the node takes no part in',
      { legal_basis: 'consent', programme: 'breast' },
      404,
      'programme-not-found',
    ],
    ['a programme that does not exist', { legal_basis: 'consent', programme: 'nothing' }, 404, 'programme-not-found'],
    ['a data use that does not exist', { legal_basis: 'altruism', data_use: 'nothing' }, 404, 'data-use-not-found'],
    ['no legal basis', { programme: 'lung' }, 400, 'request-invalid'],
    ['both targets', { ...LUNG, data_use: 'use' }, 400, 'request-invalid'],
    ['the other basis’s target', { legal_basis: 'consent', data_use: 'use' }, 400, 'request-invalid'],
    ['a member that does not exist', { ...LUNG, subject: 'x' }, 400, 'request-invalid'],
    ['an empty list', { ...LUNG, subjects: [] }, 400, 'request-invalid'],
    ['more than 10,000 people', { ...LUNG, subjects: Array(10_001).fill('nobody') }, 400, 'request-invalid'],
    ['a cursor that is none', { ...LUNG, since: 'abc' }, 400, 'request-invalid'],
    ['a number for a person', { ...LUNG, subjects: [1] }, 400, 'request-invalid'],
    ['NUL in a name', { ...LUNG, subjects: ['a\0b'] }, 400, 'request-invalid'],
    ['half a character in a name', { ...LUNG, subjects: ['a\ud800b'] }, 400, 'request-invalid'],
    ['something that is no JSON', '{', 400, 'request-invalid'],
  ])('is refused with %s', async (_, body, status, problem) => {
    const answer = await send(surface, '/api/v1/consent-tokens', token, body)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await problemOf(answer)).toBe(problem)
  })

  test('says where the mistake stands', async () => {
    const answer = await send(surface, '/api/v1/consent-tokens', token, { ...LUNG, subjects: ['fine', 7] })
    expect(await answer.json()).toMatchObject({
      type: 'http://127.0.0.1:3999/problems/request-invalid',
      status: 400,
      errors: [{ pointer: '/subjects/1', code: 'invalid-type' }],
    })
  })
})
