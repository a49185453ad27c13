import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answerRight } from '#app/services/answer-right.server.ts'
import { askRight } from '#app/services/ask-right.server.ts'
import { closeAccount } from '#app/services/close-account.server.ts'
import { extendRight } from '#app/services/extend-right.server.ts'
import { noteDownload } from '#app/services/note-download.server.ts'
import { readMyRequests } from '#app/services/read-my-requests.server.ts'
import { readRequestAtDesk, readRightsDesk } from '#app/services/read-rights-desk.server.ts'
import { audit, messages, rightsRequests, staff, staffRoles } from '#db/schema/index.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestContributor } from '#tests/support/build.ts'
import { hasAddress } from '#tests/support/mail-address.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aStaffMember } from './support/staff.ts'

let accord: TestPortal
let organisationId: string
let approver: string
let ofBreast: string
let operator: string
let her: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
  organisationId = (await aNode(accord, ['lung'])).organisationId
  approver = (await aStaffMember(accord, [{ role: 'approver', programmeId: 'lung' }])).id
  ofBreast = (await aStaffMember(accord, [{ role: 'approver', programmeId: 'breast' }])).id
  operator = (await aStaffMember(accord, [])).id
  await accord.owner.as('public', (tx) => tx.insert(staffRoles).values({ staffId: operator, role: 'operator' }))
})
beforeEach(async () => {
  her = await aContributor(accord, organisationId)
})
afterAll(() => accord.close())

const WORDS = 'My old address is still with you.'

async function asks(programmeId: string | null = 'lung', words: string | null = WORDS): Promise<string> {
  const right = 'rectification' as const
  const asked = await askRight(accord.portal, { contributorId: her.id, right, programmeId, words, language: 'el' })
  return asked.ok ? asked.event : asked.refusal
}

const answers = (staffId: string, requestId: string, outcome: 'done' | 'refused' = 'done') =>
  answerRight(accord.portal, { staffId, requestId, outcome, words: 'It is corrected.' })

const saysLater = (staffId: string, requestId: string) =>
  extendRight(accord.portal, { staffId, requestId, reason: 'Three archives have to be searched.' })

const deskOf = async (staffId: string) => (await readRightsDesk(accord.portal, staffId)).map(({ id }) => id)

describe('a person asks about her data', () => {
  test('and sees what she asked, by when an answer is due, and later the answer', async () => {
    const id = await asks()
    expect(await readMyRequests(accord.portal, her.id)).toMatchObject([
      { id, right: 'rectification', programmeId: 'lung', words: WORDS, outcome: null, answer: null, overdue: false },
    ])
    expect(await answers(approver, id, 'refused')).toMatchObject({ ok: true })
    const [answered] = await readMyRequests(accord.portal, her.id)
    expect(answered).toMatchObject({ outcome: 'refused', answer: 'It is corrected.' })
    expect(answered?.answeredAt).toBeInstanceOf(Date)
  })

  test('once of the same, and of no programme that there is not', async () => {
    await asks()
    expect(await asks()).toBe('right-already-asked')
    expect(await asks('nowhere')).toBe('programme-not-found')
    expect(await asks(null, null)).toBe('right-words-required')
    expect(await readMyRequests(accord.portal, her.id)).toHaveLength(1)
  })

  test('in words that are in no table as she wrote them, nor the answer', async () => {
    const id = await asks()
    await answers(approver, id)
    const [row] = await accord.owner.as('public', (tx) =>
      tx.select().from(rightsRequests).where(eq(rightsRequests.id, id)),
    )
    for (const sealed of [row?.sealedWords, row?.sealedAnswer]) {
      expect(sealed?.length).toBeGreaterThan(20)
      expect(sealed?.toString()).not.toMatch(/address|corrected/)
    }
    const noted = await accord.owner.as('public', (tx) => tx.select().from(audit).where(eq(audit.actorId, her.id)))
    expect(noted.map(({ action, detail }) => ({ action, detail }))).toEqual([
      { action: 'right-asked', detail: { right: 'rectification', programme: 'lung' } },
    ])
  })

  test('and sees each download of everything as answered at once, which nobody has to look at', async () => {
    await noteDownload(accord.portal, { contributorId: her.id, language: 'en' })
    expect(await readMyRequests(accord.portal, her.id)).toMatchObject([{ right: 'access', outcome: 'at-once' }])
    const [request] = await readMyRequests(accord.portal, her.id)
    expect(await deskOf(operator)).not.toContain(request?.id)
    const looked = await readRequestAtDesk(accord.portal, { staffId: operator, requestId: request?.id ?? '' })
    expect(looked).toEqual({ ok: false, refusal: 'page-not-found' })
  })

  test('and takes it all with her when she closes her account', async () => {
    const id = await asks()
    await closeAccount(accord.portal, { contributorId: her.id, snapshot: SNAPSHOT })
    expect(await deskOf(approver)).not.toContain(id)
    expect(await answers(approver, id)).toEqual({ ok: false, refusal: 'page-not-found' })
  })

  test('and leaves behind that she closed it, and nothing of why', async () => {
    await closeAccount(accord.portal, { contributorId: her.id, snapshot: SNAPSHOT })
    const noted = await accord.owner.as('public', (tx) => tx.select().from(audit).where(eq(audit.actorId, her.id)))
    expect(noted).toMatchObject([{ actorKind: 'contributor', action: 'account-closed', detail: {} }])
  })
})

describe('whoever wants to be written to about what she asked', () => {
  const toldHer = async () => {
    const rows = await accord.owner.as('public', (tx) =>
      tx.select().from(messages).where(eq(messages.contributorId, her.id)).orderBy(messages.createdAt),
    )
    return rows.map(({ topic, about }) => ({ topic, about })).filter(({ topic }) => topic !== 'address-number')
  }

  test('is told that it takes longer and that there is an answer, and not a word of it', async () => {
    await hasAddress(accord, her.id, ['my-rights'])
    const id = await asks()
    await saysLater(approver, id)
    await answers(approver, id)
    expect(await toldHer()).toEqual([
      { topic: 'right-extended', about: null },
      { topic: 'right-answered', about: null },
    ])
  })

  test('is alone in being told: nobody who asked for other messages, nor for an answer that was refused', async () => {
    await hasAddress(accord, her.id, ['should-know', 'acted-for-me', 'asked', 'reminder', 'withdrawal'])
    const id = await asks()
    await answers(ofBreast, id)
    await answers(approver, id)
    expect(await toldHer()).toEqual([])
  })
})

describe('whoever answers for data protection', () => {
  test('sees what is asked of her programme, in the person’s words and language, and not whose it is', async () => {
    const id = await asks()
    expect(await deskOf(approver)).toContain(id)
    const looked = await readRequestAtDesk(accord.portal, { staffId: approver, requestId: id })
    expect(looked).toMatchObject({ ok: true, event: { words: WORDS, language: 'el' } })
    expect(JSON.stringify([looked, await readRightsDesk(accord.portal, approver)])).not.toMatch(
      new RegExp(`${her.id}|${her.pseudonym}|${her.enrolmentId}`),
    )
  })

  test('sees nothing of another programme, nor of what is asked of Accord itself', async () => {
    const [ofLung, ofAccord] = [await asks('lung'), await asks(null)]
    expect(await deskOf(ofBreast)).not.toContain(ofLung)
    expect(await deskOf(approver)).not.toContain(ofAccord)
    expect(await deskOf(operator)).toContain(ofAccord)
    for (const [staffId, requestId] of [
      [ofBreast, ofLung],
      [approver, ofAccord],
      [operator, ofLung],
    ] as const) {
      const looked = await readRequestAtDesk(accord.portal, { staffId, requestId })
      expect(looked).toEqual({ ok: false, refusal: 'page-not-found' })
      expect(await answers(staffId, requestId)).toEqual({ ok: false, refusal: 'not-allowed' })
    }
  })

  test('answers once, and never what is not there', async () => {
    const id = await asks()
    const both = await Promise.all([answers(approver, id), answers(approver, id, 'refused')])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await answers(approver, id)).toEqual({ ok: false, refusal: 'right-already-answered' })
    for (const nothing of [randomUUID(), 'x', "' or true --"]) {
      expect(await answers(approver, nothing)).toEqual({ ok: false, refusal: 'page-not-found' })
    }
  })

  test('says once that an answer takes two months more, and why: she reads both, and no table does', async () => {
    accord.setTime(new Date('2031-01-10T00:00:00Z'))
    const id = await asks()
    expect(await saysLater(ofBreast, id)).toEqual({ ok: false, refusal: 'not-allowed' })
    expect(await saysLater(approver, randomUUID())).toEqual({ ok: false, refusal: 'page-not-found' })
    const both = await Promise.all([saysLater(approver, id), saysLater(approver, id)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await saysLater(approver, id)).toEqual({ ok: false, refusal: 'right-already-extended' })
    const longer = { dueOn: '2031-04-10', reason: 'Three archives have to be searched.', outcome: null }
    expect(await readMyRequests(accord.portal, her.id)).toMatchObject([longer])
    const looked = await readRequestAtDesk(accord.portal, { staffId: approver, requestId: id })
    expect(looked).toMatchObject({ ok: true, event: { ...longer, extendable: false } })
    const [row] = await accord.owner.as('public', (tx) =>
      tx.select().from(rightsRequests).where(eq(rightsRequests.id, id)),
    )
    expect(row).toMatchObject({ extendedBy: approver })
    expect(row?.sealedReason?.toString()).not.toContain('archives')
    accord.setTime(null)
  })

  test('answers no more once the role is gone', async () => {
    const leaving = (await aStaffMember(accord, [{ role: 'approver', programmeId: 'lung' }])).id
    const id = await asks()
    const role = and(eq(staffRoles.staffId, leaving), eq(staffRoles.role, 'approver'))
    await accord.owner.as('public', (tx) => tx.delete(staffRoles).where(role))
    expect(await answers(leaving, id)).toEqual({ ok: false, refusal: 'not-allowed' })
    await accord.owner.as('public', (tx) =>
      tx.update(staff).set({ disabledAt: new Date() }).where(eq(staff.id, leaving)),
    )
    expect(await deskOf(leaving)).toEqual([])
  })

  test('sees what is late first', async () => {
    accord.setTime(new Date('2031-01-01T00:00:00Z'))
    const late = await asks()
    accord.setTime(new Date('2031-02-02T00:00:00Z'))
    her = await aContributor(accord, organisationId)
    const fresh = await asks()
    const desk = (await readRightsDesk(accord.portal, approver)).filter(({ id }) => id === late || id === fresh)
    expect(desk).toMatchObject([
      { id: late, overdue: true },
      { id: fresh, overdue: false },
    ])
    accord.setTime(null)
  })
})
