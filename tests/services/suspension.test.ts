import { randomUUID } from 'node:crypto'
import { desc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TokenTarget } from '#app/domain/token/justified-claim.ts'
import { changeDataUseStatus } from '#app/services/change-data-use-status.server.ts'
import { changeNodeStatus } from '#app/services/change-node-status.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { supersedeForm } from '#app/services/supersede-form.server.ts'
import type { Tx } from '#db/client.server.ts'
import { revokeAllTokens } from '#db/queries/mass-revocation.server.ts'
import { audit, consentTokens, eventDeliveries, outbox } from '#db/schema/index.ts'
import { assertion, bearer, opened, requestToken, type Surface, send } from '#tests/api/as-node.ts'
import { manyPeople } from '#tests/api/many-people.ts'
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
let surface: Surface
let node: TestNode
let other: TestNode
let person: TestContributor
let use: Awaited<ReturnType<typeof aDataUse>>

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
})
afterAll(() => accord.close())

beforeEach(async () => {
  node = await aNode(accord, ['lung', 'breast'])
  other = await aNode(accord, ['lung'])
  person = await aContributor(accord, node.organisationId)
  use = await aDataUse(accord, 'lung')
  await answers(accord, person, 'yes')
  await preferAltruism(accord.portal, {
    contributorId: person.id,
    mode: 'include-me',
    choices: CHOICES,
    snapshot: SNAPSHOT,
  })
})

const by = { name: 'operator ana', reason: 'an audit found open questions' }
const lung: TokenTarget = { basis: 'consent', programme: 'lung' }

async function holds(target: TokenTarget, where = node, who = person) {
  const enrolments = [{ id: who.enrolmentId, contributorId: who.id, pseudonym: who.pseudonym }]
  const [token] = await issueConsentTokens(accord.portal, { node: where, target, tokenDays: 30, enrolments })
  return token?.jti ?? null
}

function stateOf(jti: string | null): Promise<string | undefined> {
  return accord.owner.as('public', async (tx) => {
    const [row] = await tx
      .select()
      .from(consentTokens)
      .where(eq(consentTokens.jti, jti ?? ''))
    return row?.state
  })
}

/** What a node was told about a token, or of itself. */
function toldTo({ id }: TestNode): Promise<string[]> {
  return accord.owner.as('public', async (tx) => {
    const rows = await tx
      .select({ type: eventDeliveries.type, payload: outbox.payload })
      .from(eventDeliveries)
      .innerJoin(outbox, eq(outbox.eventId, eventDeliveries.eventId))
      .where(eq(eventDeliveries.nodeId, id))
      .orderBy(eventDeliveries.position)
    return rows.map(({ type, payload }) => `${type} ${Object.values(payload).join()}`)
  })
}

async function lastNote() {
  const [row] = await accord.owner.as('public', (tx) => tx.select().from(audit).orderBy(desc(audit.id)).limit(1))
  return row
}

const suspend = (to: 'suspended' | 'active' | 'decommissioned' = 'suspended', { clientId } = node) =>
  changeNodeStatus(accord.portal, { clientId, to, by })

const suspendUse = (to: 'suspended' | 'approved' = 'suspended', dataUseId = use.id) =>
  changeDataUseStatus(accord.portal, { dataUseId, to, by })

describe('a hospital’s node that is suspended', () => {
  test('holds nothing that counts any more, of consent and of altruism, and is told so without a reason', async () => {
    const byConsent = await holds(lung)
    const byAltruism = await holds({ basis: 'altruism', dataUse: use })
    expect(await suspend()).toEqual({ ok: true, event: { status: 'suspended', tokensRevoked: 2 } })
    expect([await stateOf(byConsent), await stateOf(byAltruism)]).toEqual(['revoked', 'revoked'])

    const told = (await toldTo(node)).filter((line) => !line.startsWith('consent-token-issued'))
    expect(told.toSorted()).toEqual(
      [
        `consent-token-revoked ${byConsent}`,
        `consent-token-revoked ${byAltruism}`,
        `node-suspended ${node.clientId}`,
      ].sort(),
    )
    expect(await lastNote()).toMatchObject({
      actorKind: 'system',
      actorId: 'operator ana',
      action: 'node-suspended',
      detail: { client_id: node.clientId, tokens_revoked: 2, reason: by.reason },
    })
  })

  test('takes nothing from another node', async () => {
    const elsewhere = await aContributor(accord, other.organisationId, person)
    const jti = await holds(lung, other, elsewhere)
    await suspend()
    expect(await stateOf(jti)).toBe('issued')
    expect((await toldTo(other)).filter((line) => !line.startsWith('consent-token-issued'))).toEqual([])
  })

  test('is let in with no access token that it had, and gets no new one', async () => {
    const token = await bearer(surface, node)
    const ask = () => send(surface, '/api/v1/consent-tokens', token, { legal_basis: 'consent', programme: 'lung' })
    expect((await ask()).status).toBe(200)
    await suspend()
    await expect.poll(async () => (await ask()).status).toBe(401)
    expect((await requestToken(surface, { client_assertion: await assertion(node) })).status).toBe(401)
  })

  test('is issued nothing, even where its question was let in before', async () => {
    await suspend()
    expect(await holds(lung)).toBe(null)
    expect(await holds({ basis: 'altruism', dataUse: use })).toBe(null)
  })

  test('is issued tokens anew once it goes on', async () => {
    const before = await holds(lung)
    await suspend()
    expect(await suspend('active')).toEqual({ ok: true, event: { status: 'active', tokensRevoked: 0 } })
    const after = await holds(lung)
    expect(await stateOf(after)).toBe('issued')
    expect(after).not.toBe(before)
  })

  test.each([
    ['a node that is nobody’s', 'suspended', [], 'node-not-found'],
    ['a node that is suspended already', 'suspended', ['suspended'], 'node-status-unchanged'],
    ['a node that goes on already', 'active', [], 'node-status-unchanged'],
    ['a node that was ended, to go on', 'active', ['decommissioned'], 'node-is-decommissioned'],
    ['a node that was ended, to be suspended', 'suspended', ['decommissioned'], 'node-is-decommissioned'],
  ] as const)('refused: %s', async (name, to, before, refusal) => {
    for (const status of before) await suspend(status)
    const noted = await lastNote()
    const clientId = name.endsWith('nobody’s') ? 'nobody' : node.clientId
    expect(await suspend(to, { ...node, clientId })).toEqual({ ok: false, refusal })
    expect(await lastNote()).toEqual(noted)
  })

  test('ended for good: its tokens count no more, and it is told nothing, for it can hear nothing', async () => {
    const jti = await holds(lung)
    expect(await suspend('decommissioned')).toMatchObject({ event: { tokensRevoked: 1 } })
    expect(await stateOf(jti)).toBe('revoked')
    expect(await toldTo(node)).toEqual([`consent-token-issued ${jti}`])
  })
})

describe('a data use that is suspended', () => {
  test('takes back its tokens at every hospital, and no others', async () => {
    const elsewhere = await aContributor(accord, other.organisationId, person)
    const another = await aDataUse(accord, 'lung')
    const target: TokenTarget = { basis: 'altruism', dataUse: use }
    const mine = [await holds(target), await holds(target, other, elsewhere)]
    const others = [await holds({ basis: 'altruism', dataUse: another }), await holds(lung)]

    expect(await suspendUse()).toEqual({ ok: true, event: { status: 'suspended', tokensRevoked: 2 } })
    for (const jti of mine) expect(await stateOf(jti)).toBe('revoked')
    for (const jti of others) expect(await stateOf(jti)).toBe('issued')
    expect(await toldTo(other)).toEqual([`consent-token-issued ${mine[1]}`, `consent-token-revoked ${mine[1]}`])
    expect(await lastNote()).toMatchObject({
      action: 'data-use-suspended',
      detail: { data_use: use.id, reason: by.reason },
    })
  })

  test('is given no token, though whoever asks read it before as approved', async () => {
    await suspendUse()
    expect(await holds({ basis: 'altruism', dataUse: use })).toBe(null)
  })

  test('is given tokens anew once it goes on', async () => {
    await suspendUse()
    await suspendUse('approved')
    expect(await stateOf(await holds({ basis: 'altruism', dataUse: use }))).toBe('issued')
    expect(await lastNote()).toMatchObject({ action: 'data-use-resumed' })
  })

  test('refused: one that is nobody’s, one not approved, one not suspended', async () => {
    expect(await suspendUse('suspended', randomUUID())).toEqual({ ok: false, refusal: 'data-use-not-found' })
    expect(await suspendUse('approved')).toEqual({ ok: false, refusal: 'data-use-not-suspended' })
    await suspendUse()
    expect(await suspendUse()).toEqual({ ok: false, refusal: 'data-use-not-approved' })
    const ended = await aDataUse(accord, 'lung', { status: 'ended' })
    expect(await suspendUse('approved', ended.id)).toEqual({ ok: false, refusal: 'data-use-not-suspended' })
  })
})

describe('a form that is taken back', () => {
  const supersede = (formId: string) => supersedeForm(accord.portal, { formId, by })

  test('takes back what rests on it, and not what rests on another', async () => {
    await accord.owner.as('public', (tx) => publishForm(tx, aForm('breast', '2'), new Date()))
    const onSecond = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes', { programmeId: 'breast', formId: 'breast-2' })
    await answers(accord, onSecond, 'yes', { programmeId: 'breast', formId: 'breast-2' })
    await accord.owner.as('public', (tx) =>
      tx.execute(
        sql`update consents set form_id = 'breast-1' where contributor_id = ${person.id} and programme_id = 'breast'`,
      ),
    )
    const breast: TokenTarget = { basis: 'consent', programme: 'breast' }
    const [onFirst, second, elsewhere] = [await holds(breast), await holds(breast, node, onSecond), await holds(lung)]

    expect(await supersede('breast-1')).toEqual({ ok: true, event: { tokensRevoked: 1 } })
    expect([await stateOf(onFirst), await stateOf(second), await stateOf(elsewhere)]).toEqual([
      'revoked',
      'issued',
      'issued',
    ])
    expect(await holds(breast)).toBe(null)
    expect(await lastNote()).toMatchObject({ action: 'form-superseded', detail: { form: 'breast-1' } })

    expect(await supersede('breast-1')).toEqual({ ok: false, refusal: 'form-already-superseded' })
    expect(await supersede('breast-9')).toEqual({ ok: false, refusal: 'form-not-found' })
  })
})

describe('a thousand tokens are taken back', () => {
  const MANY = 1000

  /** As if this node had been given a token of each of these people. */
  async function manyTokens(count: number, dataUseId: string): Promise<void> {
    await manyPeople(accord, node, count)
    await accord.owner.as('public', (tx) =>
      tx.execute(sql`insert into consent_tokens (jti, enrolment_id, contributor_id, node_id, basis, target, claim_hash,
          status_list_id, status_index, state, planned_at, expires_at, cursor, compact, kid)
        select gen_random_uuid(), id, contributor_id, ${node.id}, 'altruism', ${dataUseId}, '\\x00',
          (array['a', 'b', 'c', 'd'])[1 + n % 4], n, 'issued', now(), now() + interval '30 days', n, 'a.b.c', 'k'
        from (select id, contributor_id, row_number() over () as n from enrolments
          where organisation_id = ${node.organisationId} and pseudonym like 'person-%') as enrolled`),
    )
  }

  /** How often a revocation asks the database. */
  async function statementsFor(dataUseId: string): Promise<{ revoked: number; statements: number }> {
    return accord.portal.db.as({ task: 'revoke' }, async (tx) => {
      let statements = 0
      const counted = new Proxy(tx, {
        get: (target, name) => {
          if (['execute', 'select', 'update', 'insert'].includes(String(name))) statements++
          return Reflect.get(target, name)
        },
      }) as Tx
      return { revoked: await revokeAllTokens(counted, { dataUseId }, new Date()), statements }
    })
  }

  test('in as few statements as one, each is told to its node, and each list is due', async () => {
    await manyTokens(MANY, use.id)
    const one = await aDataUse(accord, 'lung')
    await holds({ basis: 'altruism', dataUse: one })
    const few = await statementsFor(one.id)
    const many = await statementsFor(use.id)
    expect([few.revoked, many.revoked]).toEqual([1, MANY])
    expect(many.statements).toBe(few.statements)
    expect((await toldTo(node)).filter((line) => line.startsWith('consent-token-revoked'))).toHaveLength(MANY + 1)
    const due = await accord.owner.as('public', (tx) =>
      tx.execute(sql`select id from status_lists where published_revision < revision`),
    )
    expect(due).toHaveLength(4)
  })
})
