import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wrapNewKey } from '#app/crypto/contributor-key.server.ts'
import type { TokenTarget } from '#app/domain/token/justified-claim.ts'
import { changeDataUseStatus } from '#app/services/change-data-use-status.server.ts'
import { changeNodeStatus } from '#app/services/change-node-status.server.ts'
import type { holdTarget } from '#app/services/hold-target.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { revokeKey } from '#app/services/revoke-key.server.ts'
import { supersedeForm } from '#app/services/supersede-form.server.ts'
import { findDataUse } from '#db/queries/data-uses.server.ts'
import { findNodeStatus } from '#db/queries/nodes.server.ts'
import { altruismPreferences, consents, consentTokens, contributors, enrolments } from '#db/schema/index.ts'
import {
  aDataUse,
  aNode,
  aProgramme,
  CHOICES,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { share } from './share.ts'

const PAIRS = share({ small: 20, whole: 60 })
const AT_ONCE = 6
const PEOPLE = 3

let accord: TestPortal

beforeAll(async () => {
  accord = await testPortal({ connections: 3 * AT_ONCE })
  await aProgramme(accord)
  await openStatusLists(accord.portal)
})
afterAll(() => accord.close())

const by = { name: 'operator ana', reason: null }

/** People of one hospital who said yes to a programme and *include me* to altruism, and hold no token yet. */
async function peopleOf(node: TestNode, count: number, programmeId = 'lung'): Promise<TestContributor[]> {
  const people = Array.from({ length: count }, () => ({
    id: randomUUID(),
    enrolmentId: randomUUID(),
    pseudonym: `p${randomBytes(12).toString('hex')}`,
  }))
  const now = accord.portal.clock.now()
  const wrappedKey = wrapNewKey(accord.portal.secrets.master)
  const said = { eventId: randomUUID(), choices: CHOICES }
  const given = { ...said, programmeId, state: 'given', formId: `${programmeId}-1`, decidedAt: now } as const
  const expiresAt = new Date(now.getTime() + 365 * 86_400_000)
  await accord.owner.as('public', async (tx) => {
    await tx.insert(contributors).values(people.map(({ id }) => ({ id, language: 'en', createdAt: now, wrappedKey })))
    const claimed = { organisationId: node.organisationId, language: 'en', createdAt: now, claimedAt: now }
    await tx
      .insert(enrolments)
      .values(
        people.map(({ id, enrolmentId, pseudonym }) => ({ ...claimed, id: enrolmentId, pseudonym, contributorId: id })),
      )
    await tx.insert(consents).values(people.map(({ id }) => ({ ...given, contributorId: id, expiresAt })))
    await tx
      .insert(altruismPreferences)
      .values(people.map(({ id }) => ({ ...said, contributorId: id, mode: 'include-me' as const })))
  })
  return people
}

type HoldTarget = typeof holdTarget

function issueTo(node: TestNode, people: TestContributor[], target: TokenTarget, hold?: HoldTarget) {
  const claimed = people.map(({ id, enrolmentId, pseudonym }) => ({ id: enrolmentId, contributorId: id, pseudonym }))
  const issue = { node, target, tokenDays: 30, enrolments: claimed }
  return issueConsentTokens(accord.portal, issue, hold ? { holdTarget: hold } : {})
}

/** One node that asks, and what is taken back under it at the same moment. */
type Pair = { node: TestNode; people: TestContributor[]; target: TokenTarget; takeBack(): Promise<unknown> }

const byConsent = (programme: string): TokenTarget => ({ basis: 'consent', programme })

const PAIRINGS: { name: string; pair(): Promise<Pair> }[] = [
  {
    name: 'the node is suspended',
    pair: async () => {
      const node = await aNode(accord, ['lung'])
      const takeBack = () => changeNodeStatus(accord.portal, { clientId: node.clientId, to: 'suspended', by })
      return { node, people: await peopleOf(node, PEOPLE), target: byConsent('lung'), takeBack }
    },
  },
  {
    name: 'the data use is suspended',
    pair: async () => {
      const node = await aNode(accord, ['lung'])
      const dataUse = await aDataUse(accord, 'lung')
      const takeBack = () => changeDataUseStatus(accord.portal, { dataUseId: dataUse.id, to: 'suspended', by })
      return { node, people: await peopleOf(node, PEOPLE), target: { basis: 'altruism', dataUse }, takeBack }
    },
  },
  {
    name: 'the form is taken back',
    pair: async () => {
      const { id } = await aProgramme(accord, `p${randomUUID().slice(0, 8)}`)
      const node = await aNode(accord, [id])
      const takeBack = () => supersedeForm(accord.portal, { formId: `${id}-1`, by })
      return { node, people: await peopleOf(node, PEOPLE, id), target: byConsent(id), takeBack }
    },
  },
]

/** Several at a time, until all are done. */
async function allOf<One>(waiting: One[], race: (one: One) => Promise<unknown>): Promise<void> {
  const inTurn = async () => {
    for (let one = waiting.pop(); one; one = waiting.pop()) await race(one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, inTurn))
}

const soon = () => pause(randomInt(12))

/** Tokens that are left at nodes which asked while what they rest on was taken back; either may come first. */
async function leftLive(pairing: (typeof PAIRINGS)[number], count: number, hold?: HoldTarget): Promise<number> {
  const pairs: Pair[] = []
  for (let made = 0; made < count; made++) pairs.push(await pairing.pair())
  await allOf([...pairs], ({ node, people, target, takeBack }) =>
    Promise.all([soon().then(() => issueTo(node, people, target, hold)), soon().then(takeBack)]),
  )
  const nodes = pairs.map(({ node }) => node.id)
  const live = and(inArray(consentTokens.nodeId, nodes), inArray(consentTokens.state, ['planned', 'issued']))
  const rows = await accord.owner.as('public', (tx) => tx.select().from(consentTokens).where(live))
  return rows.length
}

/** Looks at the same things, and holds nothing still. */
const withoutHolding: HoldTarget = async (tx, nodeId, target) => {
  if ((await findNodeStatus(tx, nodeId)) !== 'active') return null
  if (target.basis === 'consent') return target
  const dataUse = await findDataUse(tx, target.dataUse.id)
  return dataUse && { basis: 'altruism', dataUse }
}

describe.each(PAIRINGS)(`${PAIRS} nodes ask, each while $name`, (pairing) => {
  test('and none is left with a live token', { timeout: 180_000 }, async () => {
    expect(await leftLive(pairing, PAIRS)).toBe(0)
  })

  test('control: where nothing is held still, one is', { timeout: 180_000 }, async () => {
    let live = 0
    for (let round = 0; round < 25 && live === 0; round++) live = await leftLive(pairing, 20, withoutHolding)
    expect(live).toBeGreaterThan(0)
  })
})

describe('a key is taken back while nodes ask', () => {
  test('and no live token is signed with it, and whoever lost one to it is given another at the next asking', {
    timeout: 180_000,
  }, async () => {
    const taken: string[] = []
    for (let round = 0; round < share({ small: 4, whole: 12 }); round++) {
      const node = await aNode(accord, ['lung'])
      const people = await peopleOf(node, 3 * AT_ONCE)
      const { kid } = await accord.portal.keys.signingKey('consent+jwt')
      const revoking = soon().then(() => revokeKey(accord.portal, { kid, by }))
      await allOf([...people], async (person) => {
        await soon()
        const given = await issueTo(node, [person], byConsent('lung'))
        const onceMore = given.length > 0 ? given : await issueTo(node, [person], byConsent('lung'))
        expect(onceMore).toHaveLength(1)
      })
      expect(await revoking).toMatchObject({ ok: true })
      taken.push(kid)
    }
    const rows = await accord.owner.as('public', (tx) =>
      tx
        .select({ kid: consentTokens.kid, state: consentTokens.state, n: sql<number>`count(*)::int` })
        .from(consentTokens)
        .where(and(inArray(consentTokens.kid, taken), isNotNull(consentTokens.kid)))
        .groupBy(consentTokens.kid, consentTokens.state),
    )
    expect(rows.filter(({ state }) => state !== 'revoked')).toEqual([])
    expect(rows.length).toBeGreaterThan(0)
  })
})

const TAKEN_BACK: [string, (held: { node: TestNode; person: TestContributor }) => Promise<unknown>][] = [
  [
    'by whom they are',
    ({ person: { id } }) => objectToUse(accord.portal, { contributorId: id, country: 'SI', snapshot: SNAPSHOT }),
  ],
  ['together', ({ node: { clientId } }) => changeNodeStatus(accord.portal, { clientId, to: 'suspended', by })],
]

describe.each(TAKEN_BACK)('tokens that are taken back %s', (_, takeBack) => {
  test('are locked in one order, so that whoever locks them in it is never waited for in a circle', async () => {
    const dataUses = await Promise.all(Array.from({ length: 8 }, () => aDataUse(accord, 'lung')))
    const node = await aNode(accord, ['lung'])
    const [person] = await peopleOf(node, 1)
    if (!person) throw new Error('nobody is there')
    for (const dataUse of dataUses) await issueTo(node, [person], { basis: 'altruism', dataUse })
    const tokens = sql`select jti from consent_tokens where contributor_id = ${person.id}`

    let takingBack: Promise<unknown> = Promise.resolve()
    await accord.owner.as('public', async (tx) => {
      await tx.execute(sql`${tokens} order by jti limit 1 for update`)
      takingBack = takeBack({ node, person })
      takingBack.catch(() => {})
      await expect.poll(whoeverWaits, { timeout: 10_000 }).toBe(1)
      await tx.execute(sql`${tokens} for update`)
    })
    await takingBack
    const live = and(eq(consentTokens.contributorId, person.id), inArray(consentTokens.state, ['planned', 'issued']))
    expect(await accord.owner.as('public', (tx) => tx.select().from(consentTokens).where(live))).toEqual([])
  })
})

async function whoeverWaits(): Promise<number> {
  const [row] = await accord.owner.as('public', (tx) =>
    tx.execute<{ n: number }>(sql`select count(*)::int as n from pg_locks join pg_stat_activity using (pid)
      where datname = current_database() and not granted`),
  )
  return row?.n ?? 0
}
