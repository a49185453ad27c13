import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { representing } from '#app/domain/access/acting.ts'
import type { Actor } from '#app/domain/consent/events.ts'
import { answerQuestion } from '#app/services/answer-question.server.ts'
import { beginActing, endActing } from '#app/services/begin-acting.server.ts'
import { closeAccount } from '#app/services/close-account.server.ts'
import { confirmAnswers } from '#app/services/confirm-answers.server.ts'
import { discardAnswers } from '#app/services/discard-answers.server.ts'
import { declineRepresentation, endRepresentation } from '#app/services/end-representation.server.ts'
import { findContributor } from '#app/services/find-session.server.ts'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { readQuestions } from '#app/services/read-questions.server.ts'
import { setWayBack } from '#app/services/set-way-back.server.ts'
import { stopTakingPart } from '#app/services/stop-taking-part.server.ts'
import { voidClaim } from '#app/services/void-claim.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { endAccess } from '#db/queries/access.server.ts'
import { lockContributor } from '#db/queries/contributors.server.ts'
import { insertCredential } from '#db/queries/credentials.server.ts'
import { holdAcceptances } from '#db/queries/representation-circle.server.ts'
import {
  endRepresentationsBy,
  findRepresentation,
  findRepresentationsOf,
  holdRepresentation,
  setAccepted,
} from '#db/queries/representations.server.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { readHistory } from '#tests/support/read-history.ts'
import { accepts, invitation, names, represents } from '#tests/support/representation.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { untilItWaits } from '#tests/support/until-it-waits.ts'

let accord: TestPortal
let node: TestNode
let mother: TestContributor
let son: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
})
afterAll(() => accord.close())

beforeEach(async () => {
  accord.setTime(null)
  mother = await aContributor(accord, node.organisationId)
  son = await aContributor(accord, node.organisationId)
})

const stop = (by: string, programmeId = 'lung') =>
  withdrawConsent(accord.portal, {
    ...{ contributorId: mother.id, by: representing(by), programmeId },
    ...{ tier: 'stop', snapshot: SNAPSHOT },
  })
const kept = (id: string) => accord.owner.as('public', (tx) => findRepresentation(tx, id))
const end = (personId: string, representationId: string) =>
  endRepresentation(accord.portal, { personId, representationId })
const daysLater = (days: number) => accord.setTime(new Date(Date.now() + days * 86_400_000))
const NOT_IN_FORCE = { ok: false, refusal: 'representation-not-in-force' }
const NO_WAY = { lookup: randomBytes(32), pinHash: '', createdAt: new Date() }
const NOT_MATCHED = { ok: false, refusal: 'representation-not-matched' }

describe('a son accepts to act for his mother', () => {
  test('and withdraws for her, which her history says', async () => {
    const { id } = await represents(accord, mother, son)
    await answers(accord, mother, 'yes')
    expect((await stop(id)).ok).toBe(true)
    const [last] = await readHistory(accord.portal, mother.id)
    expect([last?.type, last?.by]).toEqual(['consent-withdrawn', { kind: 'representative', id, how: 'portal' }])
  })

  test('who has no account yet, and comes back until he has a PIN', async () => {
    const invited = await names(accord, mother)
    const opened = await accepts(accord, invited, null)
    expect(opened.ok).toBe(true)
    expect(await accepts(accord, invited, null)).toEqual(opened)
    expect((await accepts(accord, invited, son.id)).ok).toBe(false)
  })

  test('on one device and then on another, and keeps the one on which he chose his PIN', async () => {
    const { portal } = accord
    const opened = await accepts(accord, await names(accord, mother), null)
    const contributorId = opened.ok ? opened.event.representativeId : ''
    const elsewhere = await openSession(portal, { contributorId })
    const sessionSecret = await openSession(portal, { contributorId })
    expect((await setWayBack(portal, { contributorId, pin: '294018', sessionSecret })).ok).toBe(true)
    expect(await findContributor(portal, elsewhere)).toBeNull()
    expect(await findContributor(portal, sessionSecret)).toMatchObject({ id: contributorId, hasWayBack: true })
  })

  test('whose own account the code never opens, not even while he has no way back in', async () => {
    const invited = await names(accord, mother)
    expect((await accepts(accord, invited, son.id)).ok).toBe(true)
    expect(await accepts(accord, invited, null)).toEqual(NOT_MATCHED)
  })

  test('and lost his PIN: the code is no way back in', async () => {
    const invited = await names(accord, mother)
    const opened = await accepts(accord, invited, null)
    const contributorId = opened.ok ? opened.event.representativeId : ''
    await accord.owner.as('public', async (tx) => {
      await insertCredential(tx, { ...NO_WAY, id: randomUUID(), contributorId })
      await endAccess(tx, contributorId, new Date())
    })
    expect(await accepts(accord, invited, null)).toEqual(NOT_MATCHED)
  })

  test('whom nobody calls by a name that anybody else can read', async () => {
    const { id } = await represents(accord, mother, son)
    const [row] = await accord.owner.as('public', (tx) =>
      tx.execute<{ row: string }>(sql`select row::text as row from representations as row where id = ${id}`),
    )
    for (const name of ['My son', 'My mother']) {
      expect(row?.row).not.toContain(name)
      expect(row?.row).not.toContain(Buffer.from(name).toString('hex'))
    }
  })
})

describe('nobody accepts', () => {
  test('without the code, nor with that of another', async () => {
    const [one, other] = [await names(accord, mother), await names(accord, mother)]
    expect(await accepts(accord, { ...one, code: other.code }, son.id)).toEqual(NOT_MATCHED)
    expect(await accepts(accord, { selector: 'nobodys', code: one.code }, son.id)).toEqual(NOT_MATCHED)
  })

  test('after ten wrong codes, not even with the right one', async () => {
    const invited = await names(accord, mother)
    for (let tries = 0; tries < 10; tries += 1) await accepts(accord, { ...invited, code: 'AAAA' }, son.id)
    expect(await accepts(accord, invited, son.id)).toEqual(NOT_MATCHED)
  })

  test('for herself', async () => {
    expect(await accepts(accord, await names(accord, mother), mother.id)).toMatchObject({
      refusal: 'representation-own',
    })
  })

  test('in a circle, of two or of three', async () => {
    const aunt = await aContributor(accord, node.organisationId)
    await represents(accord, mother, son)
    expect(await accepts(accord, await names(accord, son), mother.id)).toMatchObject({
      refusal: 'representation-circle',
    })
    await represents(accord, son, aunt)
    expect(await accepts(accord, await names(accord, aunt), mother.id)).toMatchObject({
      refusal: 'representation-circle',
    })
  })

  test('in a circle that two close at the same time: one waits for the other', async () => {
    const [hers, his] = [await names(accord, mother), await names(accord, son)]
    const second = await accord.portal.db.as({ task: 'claim' }, async (tx) => {
      await holdAcceptances(tx)
      await setAccepted(tx, hers.id, { representativeId: son.id, calledBack: null, acceptedAt: new Date() })
      return { accepts: await untilItWaits(accord, accepts(accord, his, mother.id)) }
    })
    expect(await second.accepts()).toMatchObject({ refusal: 'representation-circle' })
  })

  test('twice for the same', async () => {
    const first = await represents(accord, mother, son)
    const again = await names(accord, mother)
    expect(await accepts(accord, again, son.id)).toMatchObject({ refusal: 'representation-duplicate' })
    await end(mother.id, first.id)
    expect((await accepts(accord, again, son.id)).ok).toBe(true)
  })

  test('what was declined or taken back', async () => {
    const [declined, takenBack] = [await names(accord, mother), await names(accord, mother)]
    expect((await declineRepresentation(accord.portal, declined)).ok).toBe(true)
    await end(mother.id, takenBack.id)
    expect(await accepts(accord, declined, son.id)).toEqual(NOT_MATCHED)
    expect(await accepts(accord, takenBack, son.id)).toEqual(NOT_MATCHED)
  })
})

describe('what is answered and not yet confirmed', () => {
  const asked = () => ({ contributorId: mother.id, programmeId: 'lung' })
  const answer = (said: string, by?: Actor) =>
    answerQuestion(accord.portal, { ...asked(), ...(by && { by }), questionId: 'take-part', answer: [said] })
  const found = async (by?: Actor) => (await readQuestions(accord.portal, { ...asked(), ...(by && { by }) }))?.answers

  test('for her is not waiting for her as if she had said it, nor is what she said for him', async () => {
    const { id } = await represents(accord, mother, son)
    await answer('yes', representing(id))
    expect(await found()).toEqual({})
    await answer('no')
    expect([await found(), await found(representing(id))]).toEqual([{ 'take-part': 'no' }, { 'take-part': 'yes' }])
    const confirmed = { ...asked(), by: representing(id), formId: 'lung-1', snapshot: SNAPSHOT }
    expect(await confirmAnswers(accord.portal, confirmed)).toMatchObject({ ok: true, event: { type: 'consent-given' } })
    expect([await found(), await found(representing(id))]).toEqual([{ 'take-part': 'no' }, {}])
    await discardAnswers(accord.portal, asked())
    expect(await found()).toEqual({})
  })
})

describe('no act is recorded', () => {
  test.each(['mother', 'son'])('once the %s has ended it', async (who) => {
    const { id } = await represents(accord, mother, son)
    await answers(accord, mother, 'yes')
    expect((await end(who === 'son' ? son.id : mother.id, id)).ok).toBe(true)
    expect(await stop(id)).toEqual(NOT_IN_FORCE)
    expect((await kept(id))?.endedBy).toBe(who === 'son' ? 'representative' : 'contributor')
  })

  test('after the last day', async () => {
    const { id } = await represents(accord, mother, son, { days: 3 })
    await answers(accord, mother, 'yes')
    daysLater(4)
    expect(await stop(id)).toEqual(NOT_IN_FORCE)
  })

  test('outside of the scope', async () => {
    const { id } = await represents(accord, mother, son, { scope: { programmes: ['lung'], acts: ['see'] } })
    await answers(accord, mother, 'yes')
    expect(await stop(id)).toEqual({ ok: false, refusal: 'outside-your-scope' })
    const objection = { contributorId: mother.id, by: representing(id), country: 'SI', snapshot: SNAPSHOT }
    expect((await objectToUse(accord.portal, objection)).ok).toBe(false)
  })

  test('for another person than the one who agreed, nor before somebody accepted', async () => {
    const aunt = await aContributor(accord, node.organisationId)
    const { id } = await represents(accord, aunt, son)
    await answers(accord, mother, 'yes')
    expect(await stop(id)).toEqual(NOT_IN_FORCE)
    expect(await stop((await names(accord, mother)).id)).toEqual(NOT_IN_FORCE)
  })

  test('and nobody is told that it was', async () => {
    const { id } = await represents(accord, mother, son)
    await answers(accord, mother, 'yes')
    await end(mother.id, id)
    const asked = { contributorId: mother.id, by: representing(id), programmeId: 'lung', snapshot: SNAPSHOT }
    expect(await stopTakingPart(accord.portal, { ...asked, tier: 'stop' })).toEqual(NOT_IN_FORCE)
  })

  test('while an end is on its way: one waits for the other', async () => {
    const { id } = await represents(accord, mother, son)
    const ending = await accord.portal.db.as({ subject: mother.id }, async (tx) => {
      await holdRepresentation(tx, id)
      return { ends: await untilItWaits(accord, end(son.id, id)) }
    })
    expect((await ending.ends()).ok).toBe(true)
  })
})

describe('a browser acts', () => {
  const begins = async (representationId: string, person = son) => {
    const sessionSecret = await openSession(accord.portal, { contributorId: person.id })
    const begun = await beginActing(accord.portal, { personId: person.id, representationId, sessionSecret })
    return { begun, sessionSecret, acting: async () => (await findContributor(accord.portal, sessionSecret))?.acting }
  }

  test('for the mother, from when the son begins until he stops', async () => {
    const { id } = await represents(accord, mother, son)
    const { begun, acting, sessionSecret } = await begins(id)
    expect(begun.ok).toBe(true)
    expect(await acting()).toMatchObject({ id: mother.id, label: 'My mother', by: { kind: 'representative', id } })
    expect((await kept(id))?.lastBegunAt).not.toBeNull()
    await endActing(accord.portal, sessionSecret)
    expect(await acting()).toBeNull()
  })

  test('for nobody while his account is being closed, which does not wait for him', async () => {
    const { id: representationId } = await represents(accord, mother, son)
    const sessionSecret = await openSession(accord.portal, { contributorId: son.id })
    const closing = await accord.owner.as('public', async (tx) => {
      await lockContributor(tx, son.id)
      await endAccess(tx, son.id, new Date())
      const begin = beginActing(accord.portal, { personId: son.id, representationId, sessionSecret })
      const begins = await untilItWaits(accord, begin)
      await endRepresentationsBy(tx, son.id, new Date())
      return { begins }
    })
    expect(await closing.begins()).toEqual(NOT_IN_FORCE)
  })

  test('for nobody once it is ended, and not for the son himself either before he says so', async () => {
    const { id } = await represents(accord, mother, son)
    const { acting } = await begins(id)
    await end(mother.id, id)
    expect((await acting())?.scope).toEqual({ programmes: [], acts: [] })
  })

  test('for nobody after the last day', async () => {
    const { id } = await represents(accord, mother, son, { days: 0 })
    const { acting } = await begins(id)
    expect((await acting())?.scope.acts).toHaveLength(3)
    await accord.owner.as('public', async (tx) => {
      await tx.execute(sql`alter table representations disable trigger keeps_what_was_agreed`)
      await tx.execute(
        sql`update representations set first_day = '2020-01-01', last_day = '2020-01-01' where id = ${id}`,
      )
      await tx.execute(sql`alter table representations enable trigger keeps_what_was_agreed`)
    })
    expect((await acting())?.scope.acts).toEqual([])
  })

  test.each(['the mother herself', 'a stranger'])('not for %s by her representation', async (who) => {
    const { id } = await represents(accord, mother, son)
    const person = who === 'a stranger' ? await aContributor(accord, node.organisationId) : mother
    expect((await begins(id, person)).begun).toEqual(NOT_IN_FORCE)
  })
})

describe('it ends by itself', () => {
  const close = (id: string) => closeAccount(accord.portal, { contributorId: id, snapshot: SNAPSHOT })

  test('with the account of the one who acts', async () => {
    const { id } = await represents(accord, mother, son)
    await close(son.id)
    expect(await kept(id)).toMatchObject({ representativeId: null, endedBy: 'representative' })
  })

  test('with the account of the one who is represented', async () => {
    const { id } = await represents(accord, mother, son)
    await close(mother.id)
    expect(await kept(id)).toBeNull()
  })

  test('where the account turns out to be somebody else’s', async () => {
    const { id } = await represents(accord, mother, son)
    await voidClaim(accord.portal, { enrolmentId: mother.enrolmentId })
    expect((await kept(id))?.endedBy).toBe('system')
  })
})

describe('what was agreed', () => {
  test('does not change in the database either', async () => {
    const { id } = await represents(accord, mother, son)
    for (const set of [sql`acts = '{see}'`, sql`last_day = '2040-01-01'`, sql`representative_id = contributor_id`]) {
      const change = accord.owner.as('public', (tx) =>
        tx.execute(sql`update representations set ${set} where id = ${id}`),
      )
      await expect(change).rejects.toThrow()
    }
  })

  test('is for the two of them to see and to end', async () => {
    const { id } = await represents(accord, mother, son)
    const stranger = await aContributor(accord, node.organisationId)
    expect(await end(stranger.id, id)).toEqual({ ok: false, refusal: 'representation-not-found' })
    const seen = await accord.portal.db.as({ subject: stranger.id }, (tx) => findRepresentationsOf(tx, mother.id))
    expect(seen).toEqual([])
    expect((await invitation(accord, id)).selector).toHaveLength(10)
  })
})
