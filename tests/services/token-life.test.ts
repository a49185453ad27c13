import { eq, sql } from 'drizzle-orm'
import { decodeJwt } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { openStatusLists, publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import type { Database } from '#db/client.server.ts'
import type { ReleasedToken } from '#db/queries/consent-tokens.server.ts'
import { consentTokens, dataUses, supersededForms } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aDataUse,
  aForm,
  aNode,
  aProgramme,
  CHOICES,
  publishForm,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let node: TestNode
let elsewhere: TestNode
let person: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
  await openStatusLists(accord.portal)
  node = await aNode(accord, ['lung', 'breast'])
  elsewhere = await aNode(accord, ['lung'], 'PT')
})
afterAll(() => accord.close())
beforeEach(async () => {
  person = await aContributor(accord, node.organisationId)
})
afterEach(() => accord.setTime(null))

const LUNG = { basis: 'consent', programme: 'lung' } as const

function issueTo(
  where: TestNode,
  people: TestContributor[],
  { portal = accord.portal, tokenDays = 30, programme = 'lung' } = {},
) {
  const enrolments = people.map(({ id, enrolmentId, pseudonym }) => ({ id: enrolmentId, contributorId: id, pseudonym }))
  return issueConsentTokens(portal, { node: where, target: { ...LUNG, programme }, tokenDays, enrolments })
}

function tokensOf({ id }: TestContributor) {
  return accord.owner.as('public', (tx) =>
    tx.select().from(consentTokens).where(eq(consentTokens.contributorId, id)).orderBy(consentTokens.plannedAt),
  )
}

async function states(who: TestContributor): Promise<string[]> {
  return (await tokensOf(who)).map(({ state }) => state)
}

function withdraw({ id }: TestContributor) {
  return withdrawConsent(accord.portal, { contributorId: id, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT })
}

/** A portal in which something happens after a token was planned and before it is released. */
function between(plan: () => Promise<unknown>): typeof accord.portal {
  let transactions = 0
  const db: Database = {
    ...accord.portal.db,
    as: async (scope, work) => {
      transactions += 1
      if (transactions === 2) await plan()
      return accord.portal.db.as(scope, work)
    },
  }
  return { ...accord.portal, db }
}

/** While every token takes a moment to plan, so that requests for the same people meet on the way. */
async function slowly<Result>(work: () => Promise<Result>): Promise<Result> {
  await accord.owner.as('public', async (tx) => {
    await tx.execute(sql`create function dawdle() returns trigger language plpgsql as $$
      begin perform pg_sleep(0.02); return new; end $$`)
    await tx.execute(sql`create trigger dawdle before insert on consent_tokens for each row execute function dawdle()`)
  })
  try {
    return await work()
  } finally {
    await accord.owner.as('public', (tx) => tx.execute(sql`drop function dawdle() cascade`))
  }
}

describe('between planning and releasing a token', () => {
  test('a withdrawal keeps it from being released', async () => {
    await answers(accord, person, 'yes')
    expect(await issueTo(node, [person], { portal: between(() => withdraw(person)) })).toEqual([])
    const [token] = await tokensOf(person)
    expect(token).toMatchObject({ state: 'revoked', compact: null, cursor: null })
    expect(token?.revokedAt).not.toBeNull()
  })

  test('a crash leaves it planned, and the next request releases that one', async () => {
    await answers(accord, person, 'yes')
    const crash = () => Promise.reject(new Error('the cable was pulled'))
    await expect(issueTo(node, [person], { portal: between(crash) })).rejects.toThrow('the cable was pulled')
    const [planned] = await tokensOf(person)
    expect(planned).toMatchObject({ state: 'planned', compact: null })

    const [token] = await issueTo(node, [person])
    expect(token?.jti).toBe(planned?.jti)
    expect(await states(person)).toEqual(['issued'])
  })

  test('a withdrawal after the crash revokes it, though nobody ever held it', async () => {
    await answers(accord, person, 'yes')
    const crash = () => Promise.reject(new Error('the cable was pulled'))
    await expect(issueTo(node, [person], { portal: between(crash) })).rejects.toThrow()
    await withdraw(person)
    expect(await states(person)).toEqual(['revoked'])
  })
})

describe('asked for again', () => {
  test('by two at once, it is one and the same token', async () => {
    await answers(accord, person, 'yes')
    const [one, two] = await Promise.all([issueTo(node, [person]), issueTo(node, [person])])
    expect(one).toEqual(two)
    expect(await states(person)).toEqual(['issued'])
  })

  test('by many at once for the same people in any order, nobody waits for somebody who waits', async () => {
    const people: TestContributor[] = []
    for (let n = 0; n < 12; n++) people.push(await aContributor(accord, node.organisationId))
    for (const one of people) await answers(accord, one, 'yes')
    const orders = [people, people.toReversed(), people.slice(6).concat(people.slice(0, 6)), people.toReversed()]
    const answered = await slowly(() => Promise.all(orders.map((order) => issueTo(node, order))))
    const jtis = (tokens: ReleasedToken[]) => tokens.map(({ jti }) => jti).sort()
    expect(new Set(answered.map((tokens) => jtis(tokens).join())).size).toBe(1)
    expect(answered[0]).toHaveLength(12)
  })

  test('after the same answers on the same form it is another token', async () => {
    await answers(accord, person, 'yes')
    const [before] = await issueTo(node, [person])
    await answers(accord, person, 'yes')
    expect(await issueTo(node, [person])).toEqual([before])
  })

  test('after a form version was published since, it is the same token', async () => {
    await answers(accord, person, 'yes')
    const before = await issueTo(node, [person])
    await accord.owner.as('public', (tx) =>
      publishForm(tx, aForm('lung', 'published-since'), new Date('2020-01-01T00:00:00Z')),
    )
    expect(await issueTo(node, [person])).toEqual(before)
  })
})

describe('a token ends', () => {
  test('after the programme’s days, and another takes its place without a revocation', async () => {
    accord.setTime(new Date('2026-06-15T12:00:00Z'))
    await answers(accord, person, 'yes')
    const [first] = await issueTo(node, [person], { tokenDays: 7 })
    expect(decodeJwt(first?.compact ?? '').exp).toBe(Date.parse('2026-06-22T00:00:00Z') / 1000)

    accord.setTime(new Date('2026-06-21T23:59:59Z'))
    expect(await issueTo(node, [person], { tokenDays: 7 })).toEqual([first])
    accord.setTime(new Date('2026-06-22T00:00:00Z'))
    const [second] = await issueTo(node, [person], { tokenDays: 7 })
    expect(second?.jti).not.toBe(first?.jti)
    expect((await tokensOf(person)).map(({ state, revokedAt }) => [state, revokedAt])).toEqual([
      ['expired', null],
      ['issued', null],
    ])
  })

  test('with the consent, if that ends first, and is not issued on the last day', async () => {
    accord.setTime(new Date('2026-06-15T12:00:00Z'))
    await answers(accord, person, 'yes')
    accord.setTime(new Date('2031-06-10T12:00:00Z'))
    await publishStatusLists(accord.portal)
    const [last] = await issueTo(node, [person])
    expect(decodeJwt(last?.compact ?? '').exp).toBe(Date.parse('2031-06-15T00:00:00Z') / 1000)
    accord.setTime(new Date('2031-06-15T00:00:00Z'))
    expect(await issueTo(node, [person])).toEqual([])
  })
})

describe('a token that has lost its reason', () => {
  test('because its form was taken back is revoked when asked for, and its node is told', async () => {
    const formId = 'breast-2'
    await accord.owner.as('public', (tx) => publishForm(tx, aForm('breast', '2'), new Date()))
    await answers(accord, person, 'yes', { programmeId: 'breast', formId })
    const [token] = await issueTo(node, [person], { programme: 'breast' })
    await accord.owner.as('public', (tx) => tx.insert(supersededForms).values({ formId, at: new Date() }))

    expect(await issueTo(node, [person], { programme: 'breast' })).toEqual([])
    expect(await states(person)).toEqual(['revoked'])
    const told = await accord.owner.as('public', (tx) =>
      tx.execute(
        sql`select payload from outbox where type = 'consent-token-revoked' and payload ->> 'jti' = ${token?.jti}`,
      ),
    )
    expect(told).toHaveLength(1)
  })

  test('because its data use was suspended is revoked when asked for', async () => {
    const dataUse = await aDataUse(accord, 'lung')
    const { id: contributorId, enrolmentId, pseudonym } = person
    await preferAltruism(accord.portal, { contributorId, mode: 'include-me', choices: CHOICES, snapshot: SNAPSHOT })
    const issue = (use: typeof dataUse) =>
      issueConsentTokens(accord.portal, {
        node,
        target: { basis: 'altruism', dataUse: use },
        tokenDays: 30,
        enrolments: [{ id: enrolmentId, contributorId, pseudonym }],
      })
    expect(await issue(dataUse)).toHaveLength(1)
    const suspended = { ...dataUse, status: 'suspended' as const }
    await accord.owner.as('public', (tx) =>
      tx.update(dataUses).set({ status: 'suspended' }).where(eq(dataUses.id, dataUse.id)),
    )
    expect(await issue(suspended)).toEqual([])
    expect(await states(person)).toEqual(['revoked'])
  })
})

describe('one person’s tokens at two hospitals', () => {
  test('have nothing in common but what she chose', async () => {
    const there = await aContributor(accord, elsewhere.organisationId, person)
    await answers(accord, person, 'yes')
    const [one] = await issueTo(node, [person])
    const [two] = await issueTo(elsewhere, [there])
    const [a, b] = [one, two].map((token) => decodeJwt(token?.compact ?? ''))
    for (const claim of ['sub', 'aud', 'jti', 'status']) expect(a?.[claim]).not.toEqual(b?.[claim])
    for (const time of [a?.iat, a?.nbf, a?.exp, b?.iat, b?.nbf, b?.exp]) expect((time ?? 1) % 86_400).toBe(0)
    expect(Object.keys(a ?? {}).sort()).toEqual(['aud', 'consent', 'exp', 'iat', 'iss', 'jti', 'nbf', 'status', 'sub'])
    expect(JSON.stringify(a)).not.toContain(person.id)
    expect(JSON.stringify(a)).not.toContain(person.enrolmentId)
  })

  test('are not to be had by the other hospital’s node', async () => {
    await answers(accord, person, 'yes')
    expect(await issueTo(elsewhere, [person])).toEqual([])
    expect(await tokensOf(person)).toEqual([])
  })
})

test('a place in a status list is never given twice', async () => {
  for (let round = 0; round < 5; round++) {
    await answers(accord, person, 'yes')
    await issueTo(node, [person])
    await withdraw(person)
  }
  const places = (await tokensOf(person)).map(({ statusListId, statusIndex }) => `${statusListId} ${statusIndex}`)
  expect(places).toHaveLength(5)
  expect(new Set(places).size).toBe(5)
})
