import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { openStatusLists, publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { sweep } from '#app/services/sweep.server.ts'
import { findRevokedIndices, revokeTokens } from '#db/queries/consent-tokens.server.ts'
import { consentTokens, statusLists } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

const NOON = new Date('2026-06-15T12:00:00Z')

let accord: TestPortal
let node: TestNode
let person: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await openStatusLists(accord.portal)
  node = await aNode(accord, ['lung'])
})
afterAll(() => accord.close())
beforeEach(async () => {
  accord.setTime(NOON)
  person = await aContributor(accord, node.organisationId)
  await answers(accord, person, 'yes')
})

function issue() {
  const enrolments = [{ id: person.enrolmentId, contributorId: person.id, pseudonym: person.pseudonym }]
  return issueConsentTokens(accord.portal, {
    node,
    target: { basis: 'consent', programme: 'lung' },
    tokenDays: 30,
    enrolments,
  })
}

/** A token that was planned and, for all that anybody knows, signed; then the process was gone. */
async function leftOver() {
  await issue()
  await accord.owner.as('public', (tx) =>
    tx
      .update(consentTokens)
      .set({ state: 'planned', compact: null, cursor: null })
      .where(eq(consentTokens.contributorId, person.id)),
  )
}

async function token() {
  const [row] = await accord.owner.as('public', (tx) =>
    tx.select().from(consentTokens).where(eq(consentTokens.contributorId, person.id)),
  )
  if (!row) throw new Error('a token was planned')
  return row
}

function secondsLater(seconds: number): void {
  accord.setTime(new Date(NOON.getTime() + seconds * 1000))
}

describe('the sweeper', () => {
  test('revokes what stayed planned for more than a minute, in its status list too', async () => {
    await leftOver()
    secondsLater(61)
    await sweep(accord.portal)
    const { state, statusListId, statusIndex } = await token()
    expect(state).toBe('revoked')
    const revoked = await accord.owner.as('public', (tx) => findRevokedIndices(tx, statusListId, NOON))
    expect(revoked).toContain(statusIndex)

    await publishStatusLists(accord.portal)
    const [list] = await accord.owner.as('public', (tx) =>
      tx.select().from(statusLists).where(eq(statusLists.id, statusListId)),
    )
    expect(list?.publishedRevision).toBe(list?.revision)
  })

  test('leaves what was planned less than a minute ago', async () => {
    await leftOver()
    secondsLater(59)
    await sweep(accord.portal)
    expect((await token()).state).toBe('planned')
  })

  test('leaves what was released, however long ago', async () => {
    await issue()
    secondsLater(86_400)
    await sweep(accord.portal)
    expect((await token()).state).toBe('issued')
  })

  test('passes over what is being released at this moment', async () => {
    await leftOver()
    secondsLater(61)
    const { jti } = await token()
    await accord.owner.as('public', async (tx) => {
      await tx.update(consentTokens).set({ state: 'issued', compact: 'a.b.c' }).where(eq(consentTokens.jti, jti))
      await sweep(accord.portal)
    })
    expect((await token()).state).toBe('issued')
  })

  test('revokes nothing twice', async () => {
    await leftOver()
    const { jti, statusListId } = await token()
    const revision = async () => {
      const [list] = await accord.owner.as('public', (tx) =>
        tx.select().from(statusLists).where(eq(statusLists.id, statusListId)),
      )
      return list?.revision
    }
    secondsLater(61)
    await sweep(accord.portal)
    const { revokedAt } = await token()
    const after = await revision()
    secondsLater(120)
    await sweep(accord.portal)
    const again = await accord.owner.as('public', (tx) => revokeTokens(tx, [jti], new Date()))
    expect(again).toEqual([])
    expect(await token()).toMatchObject({ revokedAt })
    expect(await revision()).toBe(after)
  })

  test('is followed by a new token at a new place, for whoever still says yes', async () => {
    await leftOver()
    const abandoned = await token()
    secondsLater(61)
    await sweep(accord.portal)
    const [next] = await issue()
    expect(next?.jti).not.toBe(abandoned.jti)
  })
})
