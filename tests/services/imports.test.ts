import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { unwrapKey } from '#app/crypto/contributor-key.server.ts'
import { chainHash, openEvent } from '#app/crypto/event-seal.server.ts'
import type { Form } from '#app/domain/consent/form.ts'
import { checkImport } from '#app/services/check-import.server.ts'
import { confirmAnswers } from '#app/services/confirm-answers.server.ts'
import { decideImport } from '#app/services/decide-import.server.ts'
import { enterImport } from '#app/services/enter-import.server.ts'
import type { SentFile } from '#app/services/import-reading.server.ts'
import { openRecords } from '#app/services/open-records.server.ts'
import { settleImports } from '#app/services/settle-import.server.ts'
import { takeBackImportRow } from '#app/services/take-back-import-row.server.ts'
import { findSealedEvents } from '#db/queries/consent-events.server.ts'
import { saveDraft } from '#db/queries/drafts.server.ts'
import { consentEvents, consents, contributors, enrolments, importRows, imports, staffRoles } from '#db/schema/index.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aWordedForm, publishes } from '#tests/support/worded-form.ts'
import { aFileOf, aNo, aPaper, type Cells, enrolled } from './support/paper-import.ts'
import { aStaffMember, type TestStaff } from './support/staff.ts'

let world: TestPortal
let node: TestNode
let form: Form
let ana: TestStaff
let bojan: TestStaff
/** Whom the file of each test is about. */
let people: string[]

beforeAll(async () => {
  world = await testPortal()
  await aProgramme(world)
  form = aWordedForm('lung', '2')
  await publishes(world, form)
  node = await aNode(world, ['lung'])
  ana = await aStaffMember(world, [{ role: 'clerk', organisationId: node.organisationId }])
  bojan = await aStaffMember(world, [{ role: 'clerk', organisationId: node.organisationId }])
})
afterAll(() => world.close())
beforeEach(async () => {
  people = await enrolled(world, node.organisationId, 3)
})

const at = (clerk: TestStaff) => ({ staffId: clerk.id, organisationId: node.organisationId })
const summaryOf = () => ['What follows']

async function checked(file: SentFile, clerk = ana): Promise<string> {
  const decision = await checkImport(world.portal, { ...at(clerk), formId: form.id, file })
  if (!decision.ok) throw new Error(decision.refusal)
  return decision.event.id
}

const enters = (importId: string, file: SentFile, part: 'every-row' | 'good-rows' = 'every-row', clerk = ana) =>
  enterImport(world.portal, { ...at(clerk), importId, file, part, summaryOf })

const decides = (importId: string, says: 'confirmed' | 'refused', clerk = bojan) =>
  decideImport(world.portal, { ...at(clerk), importId, says })

async function imported(rows: Cells[], clerk = ana): Promise<string> {
  const file = await aFileOf(form, rows)
  const id = await checked(file, clerk)
  expect(await enters(id, file, 'every-row', clerk)).toEqual({ ok: true, event: 'entered' })
  return id
}

async function standingOf(pseudonym: string): Promise<string | null> {
  const [row] = await world.owner.as('public', (tx) =>
    tx
      .select({ state: consents.state })
      .from(consents)
      .innerJoin(enrolments, eq(enrolments.contributorId, consents.contributorId))
      .where(eq(enrolments.pseudonym, pseudonym)),
  )
  return row?.state ?? null
}

async function standings(): Promise<(string | null)[]> {
  return Promise.all(people.map(standingOf))
}

const found = async (id: string) => {
  const [row] = await world.owner.as('public', (tx) => tx.select().from(imports).where(eq(imports.id, id)))
  return row
}

const rowsOf = (id: string) =>
  world.owner.as('public', (tx) =>
    tx.select().from(importRows).where(eq(importRows.importId, id)).orderBy(importRows.row),
  )

/** Somebody who has an account and answered in it today. */
async function somebodyWhoSaid(answer: 'yes' | 'no') {
  const person = await aContributor(world, node.organisationId)
  const key = { contributorId: person.id, programmeId: 'lung' }
  const answers = { 'take-part': answer, ...(answer === 'yes' && { companies: 'yes' }) }
  await world.portal.db.as({ subject: person.id }, (tx) =>
    saveDraft(tx, key, { formId: form.id, answers }, world.portal.clock.now()),
  )
  expect(await confirmAnswers(world.portal, { ...key, formId: form.id, snapshot: SNAPSHOT })).toMatchObject({
    ok: true,
  })
  return person
}

describe('a hospital’s file of paper consents', () => {
  test('is looked through, and nothing of its rows is kept', async () => {
    const [one = '', two = '', three = ''] = people
    const file = await aFileOf(form, [aPaper(form, one), aPaper(form, two, { signed_on: 'soon' }), aNo(form, three)])
    const id = await checked(file)
    expect(await found(id)).toMatchObject({
      state: 'checked',
      rows: 3,
      goodRows: 2,
      problems: [{ row: 3, column: 'signed_on', problem: 'day-not-real' }],
    })
    expect(JSON.stringify(await found(id))).not.toContain(one)
    expect([await rowsOf(id), await standings()]).toEqual([[], [null, null, null]])
  })

  test('with a bad row is not entered, unless somebody chooses the good ones', async () => {
    const [one = '', two = '', three = ''] = people
    const file = await aFileOf(form, [aNo(form, one), aNo(form, two, { language: '' }), aPaper(form, three)])
    const id = await checked(file)
    expect(await enters(id, file)).toEqual({ ok: false, refusal: 'import-has-bad-rows' })
    expect([await rowsOf(id), await standings()]).toEqual([[], [null, null, null]])
    expect(await enters(id, file, 'good-rows')).toEqual({ ok: true, event: 'entered' })
    expect(await standings()).toEqual(['refused', null, null])
  })

  test('binds with every no as soon as it is entered, from the day on which it was signed, and with a yes once it is confirmed', async () => {
    const [one = '', two = '', three = ''] = people
    const id = await imported([aPaper(form, one), aNo(form, two), aPaper(form, three)])
    expect(await standings()).toEqual([null, 'refused', null])
    expect(await decides(id, 'confirmed')).toEqual({ ok: true, event: 'confirmed' })
    await settleImports(world.portal)
    expect(await standings()).toEqual(['given', 'refused', 'given'])

    const events = await world.owner.as('public', (tx) =>
      tx
        .select({ event: consentEvents })
        .from(consentEvents)
        .innerJoin(enrolments, eq(enrolments.contributorId, consentEvents.contributorId))
        .where(eq(enrolments.pseudonym, two)),
    )
    expect(events).toMatchObject([
      {
        event: {
          type: 'consent-refused',
          actorKind: 'organisation',
          actorId: node.organisationId,
          actorHow: 'paper',
          effectiveFrom: new Date('2025-03-01T00:00:00Z'),
        },
      },
    ])
  })

  test('gives a yes the years that were signed, and never dates it back', async () => {
    const [one = ''] = people
    await decides(await imported([aPaper(form, one)]), 'confirmed')
    await settleImports(world.portal)
    const [row] = await world.owner.as('public', (tx) =>
      tx
        .select({ expiresAt: consents.expiresAt, from: consentEvents.effectiveFrom, known: consentEvents.recordedAt })
        .from(consents)
        .innerJoin(enrolments, eq(enrolments.contributorId, consents.contributorId))
        .innerJoin(consentEvents, eq(consentEvents.id, consents.eventId))
        .where(eq(enrolments.pseudonym, one)),
    )
    expect(row?.expiresAt).toEqual(new Date('2030-03-01T00:00:00Z'))
    expect(row?.from).toEqual(row?.known)
  })

  test('keeps what its rows said no longer than it needs', async () => {
    const [one = '', two = ''] = people
    const id = await imported([aPaper(form, one), aNo(form, two)])
    expect((await rowsOf(id)).map(({ stage, answers }) => [stage, answers !== null])).toEqual([
      ['waiting', true],
      ['settled', false],
    ])
    await decides(id, 'confirmed')
    await settleImports(world.portal)
    expect((await rowsOf(id)).map(({ answers, summary }) => [answers, summary])).toEqual([
      [null, null],
      [null, null],
    ])
  })

  test('is confirmed by somebody else than who entered it', async () => {
    const id = await imported([aPaper(form, people[0] ?? '')])
    expect(await decides(id, 'confirmed', ana)).toEqual({ ok: false, refusal: 'import-own-work' })
    await settleImports(world.portal)
    expect(await standings()).toEqual([null, null, null])
  })

  test('that is refused permits nothing, and its noes bind all the same', async () => {
    const [one = '', two = ''] = people
    const id = await imported([aPaper(form, one), aNo(form, two)])
    expect(await decides(id, 'refused', ana)).toEqual({ ok: true, event: 'refused' })
    expect(await decides(id, 'confirmed')).toEqual({ ok: false, refusal: 'import-not-waiting' })
    await settleImports(world.portal)
    expect([await standings(), (await rowsOf(id)).length]).toEqual([[null, 'refused', null], 1])
  })

  test('with no yes that waits is nobody’s to compare', async () => {
    const [one = '', two = ''] = people
    const id = await imported([aNo(form, one), aNo(form, two)])
    expect([(await found(id))?.state, await standings()]).toEqual(['bound', ['refused', 'refused', null]])
    expect(await decides(id, 'confirmed')).toEqual({ ok: false, refusal: 'import-not-waiting' })
  })

  test('sent twice is one import, and its papers count once', async () => {
    const file = await aFileOf(
      form,
      people.map((pseudonym) => aNo(form, pseudonym)),
    )
    const id = await checked(file)
    expect(await checked(file, bojan)).toBe(id)
    const both = await Promise.all([enters(id, file), enters(id, file, 'every-row', bojan)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await checked(file)).toBe(id)
    expect(await enters(id, file)).toEqual({ ok: false, refusal: 'import-already-entered' })
    expect((await rowsOf(id)).filter(({ boundEventId }) => boundEventId)).toHaveLength(3)
  })

  test('brings no paper a second time that came in another file', async () => {
    const [one = '', two = ''] = people
    await imported([aNo(form, one)])
    const id = await checked(await aFileOf(form, [aNo(form, one), aNo(form, two)]))
    expect((await found(id))?.problems).toEqual([{ row: 2, column: 'pseudonym', problem: 'imported-before' }])
  })

  test('names nobody whom the hospital did not enrol, nor another hospital’s patients', async () => {
    const other = await aNode(world, ['lung'])
    const [stranger = ''] = await enrolled(world, other.organisationId, 1)
    const id = await checked(await aFileOf(form, [aNo(form, stranger), aNo(form, 'nobody-has-this-number')]))
    expect((await found(id))?.problems.map(({ problem }) => problem)).toEqual([
      'pseudonym-not-enrolled',
      'pseudonym-not-enrolled',
    ])
  })

  test('is entered as it was checked, not another one in its place', async () => {
    const [one = '', two = ''] = people
    const id = await checked(await aFileOf(form, [aPaper(form, one)]))
    expect(await enters(id, await aFileOf(form, [aPaper(form, two)]))).toEqual({
      ok: false,
      refusal: 'import-file-other',
    })
  })

  test('that was cut off half-way is taken up again, and no row twice', async () => {
    const id = await imported(people.map((pseudonym) => aNo(form, pseudonym)))
    await world.owner.as('public', async (tx) => {
      await tx.update(imports).set({ unsettled: true }).where(eq(imports.id, id))
    })
    await Promise.all([settleImports(world.portal), settleImports(world.portal)])
    const events = await world.owner.as('public', (tx) =>
      tx
        .select({ id: consentEvents.id })
        .from(consentEvents)
        .innerJoin(enrolments, eq(enrolments.contributorId, consentEvents.contributorId))
        .innerJoin(importRows, eq(importRows.enrolmentId, enrolments.id))
        .where(eq(importRows.importId, id)),
    )
    expect([events.length, (await found(id))?.unsettled]).toEqual([3, false])
  })
})

test('two who record an import at once record each row once', async () => {
  const accounts = await Promise.all(people.map(() => aContributor(world, node.organisationId)))
  const papers = [...people, ...accounts.map(({ pseudonym }) => pseudonym)].map((one) => aPaper(form, one))
  const id = await imported(papers)
  await decides(id, 'confirmed')
  await Promise.all([settleImports(world.portal), settleImports(world.portal), settleImports(world.portal)])
  const rows = await rowsOf(id)
  expect(rows.filter(({ hindrance, permitEventId }) => hindrance || !permitEventId)).toEqual([])
})

describe('somebody who has an account', () => {
  test('and said nothing yet has the yes of her paper once it is confirmed', async () => {
    const { pseudonym } = await aContributor(world, node.organisationId)
    const id = await imported([aPaper(form, pseudonym)])
    expect(await standingOf(pseudonym)).toBeNull()
    await decides(id, 'confirmed')
    await settleImports(world.portal)
    expect(await standingOf(pseudonym)).toBe('given')
  })

  test('and said yes since is bound by an older no all the same: a no on paper needs nobody’s second look', async () => {
    const { pseudonym } = await somebodyWhoSaid('yes')
    await imported([aNo(form, pseudonym)])
    expect(await standingOf(pseudonym)).toBe('refused')
  })
})

describe('what a person said herself', () => {
  test('stands against an older yes on paper, which does not say what it was', async () => {
    const person = await somebodyWhoSaid('no')
    const id = await imported([aPaper(form, person.pseudonym)])
    await decides(id, 'confirmed')
    await settleImports(world.portal)
    expect(await standingOf(person.pseudonym)).toBe('refused')
    expect((await rowsOf(id))[0]).toMatchObject({ hindrance: 'own-choice-stands', permitEventId: null })
  })

  test('is narrowed at once by a paper that gives less', async () => {
    const person = await somebodyWhoSaid('yes')
    const id = await imported([aPaper(form, person.pseudonym)])
    const [row] = await rowsOf(id)
    expect(row?.boundEventId).not.toBeNull()
    const [consent] = await world.owner.as('public', (tx) =>
      tx.select().from(consents).where(eq(consents.contributorId, person.id)),
    )
    expect(consent?.choices?.provisions[0]?.recipient).toEqual(['public-research', 'non-profit'])
  })
})

describe('nobody', () => {
  test('checks, enters or confirms at a hospital whose desk is not theirs, or no longer', async () => {
    const other = await aNode(world, ['lung'])
    const stranger = await aStaffMember(world, [{ role: 'clerk', organisationId: other.organisationId }])
    const file = await aFileOf(form, [aNo(form, people[0] ?? '')])
    const id = await checked(file)
    const refusal = { ok: false, refusal: 'not-allowed' }
    expect(await checkImport(world.portal, { ...at(stranger), formId: form.id, file })).toEqual(refusal)
    expect(await enters(id, file, 'every-row', stranger)).toEqual(refusal)
    expect(await decides(id, 'refused', stranger)).toEqual(refusal)
    const theirs = { staffId: stranger.id, organisationId: other.organisationId, importId: id }
    expect(await enterImport(world.portal, { ...theirs, file, part: 'every-row', summaryOf })).toEqual({
      ok: false,
      refusal: 'import-not-found',
    })

    const leaving = await aStaffMember(world, [{ role: 'clerk', organisationId: node.organisationId }])
    await world.owner.as('public', (tx) => tx.delete(staffRoles).where(eq(staffRoles.staffId, leaving.id)))
    expect(await enters(id, file, 'every-row', leaving)).toEqual(refusal)
  })

  test('imports papers on a form of a programme in which the hospital takes no part', async () => {
    await aProgramme(world, 'breast')
    const asked = { ...at(ana), formId: 'breast-1', file: await aFileOf(form, []) }
    expect(await checkImport(world.portal, asked)).toEqual({ ok: false, refusal: 'import-form-not-found' })
  })
})

describe('records that are opened many at once', () => {
  const opening = (organisationId: string, enrolment: string | undefined) =>
    world.portal.db.as({ organisation: organisationId }, async (tx) => {
      const event = { type: 'consent-refused', programmeId: 'lung', formId: form.id, language: 'en' } as const
      const paper = { lettersIn: 'en', signedOn: '2025-03-01', event: { ...event, snapshot: SNAPSHOT, answers: {} } }
      const papers = [{ ...paper, enrolmentId: enrolment ?? '' }]
      return (await openRecords(world.portal, tx, { organisationId, papers })).size
    })
  const enrolmentOf = async (pseudonym: string) => {
    const [row] = await world.owner.as('public', (tx) =>
      tx.select().from(enrolments).where(eq(enrolments.pseudonym, pseudonym)),
    )
    return row
  }

  test('are what they would be one by one: sealed, chained and hers to read', async () => {
    await imported([aNo(form, people[0] ?? '')])
    const contributorId = (await enrolmentOf(people[0] ?? ''))?.contributorId ?? ''
    const [sealed] = await world.portal.db.as({ subject: contributorId }, (tx) => findSealedEvents(tx, contributorId))
    const [head] = await world.owner.as('public', (tx) =>
      tx.select().from(contributors).where(eq(contributors.id, contributorId)),
    )
    if (!sealed || !head?.wrappedKey) throw new Error('nothing was recorded')
    expect(chainHash(null, sealed, sealed.payloadCommitment)).toEqual(sealed.hash)
    expect([head.eventSequence, head.lastEventHash, head.lastRecordedAt]).toEqual([1, sealed.hash, sealed.recordedAt])
    const key = unwrapKey(world.portal.secrets.master, head.wrappedKey)
    const { payload, payloadCommitment: commitment } = sealed
    expect(openEvent(key, { payload, commitment })).toMatchObject({
      type: 'consent-refused',
      snapshot: { summary: ['What follows'] },
    })
  })

  test('are opened for nobody who has one, and for no other hospital’s people', async () => {
    const enrolment = await enrolmentOf(people[0] ?? '')
    const other = await aNode(world, [])
    expect(await opening(other.organisationId, enrolment?.id)).toBe(0)
    expect(await opening(node.organisationId, enrolment?.id)).toBe(1)
    const contributorId = (await enrolmentOf(people[0] ?? ''))?.contributorId
    expect(await opening(node.organisationId, enrolment?.id)).toBe(0)
    expect((await enrolmentOf(people[0] ?? ''))?.contributorId).toBe(contributorId)
  })

  test('begin with a yes or a no, and with nothing else', async () => {
    const record = JSON.stringify([{ type: 'claim-voided', enrolment: (await enrolmentOf(people[0] ?? ''))?.id }])
    const attempt = world.portal.db.as({ organisation: node.organisationId }, (tx) =>
      tx.execute(sql`select open_records(${record}::jsonb)`),
    )
    await expect(attempt).rejects.toThrow()
    expect((await enrolmentOf(people[0] ?? ''))?.contributorId).toBeNull()
  })
})

describe('a row that is not as its paper', () => {
  const takesBack = (importId: string, row: number, clerk = ana, organisationId = node.organisationId) => {
    const desk = { staffId: clerk.id, organisationId }
    return takeBackImportRow(world.portal, { ...desk, importId, row, snapshotOf: () => SNAPSHOT })
  }

  test('permits nothing from then on, and the others do', async () => {
    const [one = '', two = ''] = people
    const id = await imported([aPaper(form, one), aPaper(form, two)])
    await decides(id, 'confirmed')
    await settleImports(world.portal)
    expect(await takesBack(id, 2)).toEqual({ ok: true, event: { changed: true } })
    expect(await standings()).toEqual(['withdrawn', 'given', null])
    expect(await takesBack(id, 2)).toEqual({ ok: false, refusal: 'import-row-not-found' })
    const again = await aFileOf(form, [aNo(form, one)])
    expect(await found(await checked(again))).toMatchObject({ goodRows: 1 })
  })

  test('never counts where it still waits, and opens no record', async () => {
    const [one = '', two = ''] = people
    const id = await imported([aPaper(form, one), aPaper(form, two)])
    expect(await takesBack(id, 2, bojan)).toEqual({ ok: true, event: { changed: false } })
    await decides(id, 'confirmed')
    await settleImports(world.portal)
    expect(await standings()).toEqual([null, 'given', null])
  })

  test('keeps the no in it, and what she said herself since', async () => {
    const [one = ''] = people
    const person = await aContributor(world, node.organisationId)
    const id = await imported([aNo(form, one), aPaper(form, person.pseudonym)])
    await decides(id, 'confirmed')
    await settleImports(world.portal)
    const key = { contributorId: person.id, programmeId: 'lung' }
    const answers = { 'take-part': 'yes', companies: 'yes' }
    await world.portal.db.as({ subject: person.id }, (tx) =>
      saveDraft(tx, key, { formId: form.id, answers }, world.portal.clock.now()),
    )
    await confirmAnswers(world.portal, { ...key, formId: form.id, snapshot: SNAPSHOT })
    for (const row of [2, 3]) expect(await takesBack(id, row)).toEqual({ ok: true, event: { changed: false } })
    expect([await standingOf(one), await standingOf(person.pseudonym)]).toEqual(['refused', 'given'])
  })

  test('is nothing that anybody else says, nor of a row or a file that is not there', async () => {
    const id = await imported([aPaper(form, people[0] ?? '')])
    const elsewhere = (await aNode(world, ['lung'])).organisationId
    const stranger = await aStaffMember(world, [{ role: 'clerk', organisationId: elsewhere }])
    expect(await takesBack(id, 2, stranger)).toEqual({ ok: false, refusal: 'not-allowed' })
    expect(await takesBack(id, 2, stranger, elsewhere)).toEqual({ ok: false, refusal: 'import-not-found' })
    expect(await takesBack(id, 1)).toEqual({ ok: false, refusal: 'import-row-not-found' })
  })
})

test('a no binds although her paper was entered as a yes before, and once', async () => {
  const [one = '', two = ''] = people
  const id = await imported([aPaper(form, one), aPaper(form, two)])
  await decides(id, 'confirmed')
  await settleImports(world.portal)
  await imported([aNo(form, one)])
  expect(await standings()).toEqual(['refused', 'given', null])
  const again = await aFileOf(form, [aNo(form, one), aPaper(form, two), aNo(form, people[2] ?? '')])
  expect(await found(await checked(again))).toMatchObject({
    goodRows: 1,
    problems: [
      { row: 2, problem: 'imported-before' },
      { row: 3, problem: 'imported-before' },
    ],
  })
})

test('of two who send the same file at once both find it', async () => {
  const file = await aFileOf(form, [aPaper(form, people[0] ?? '')])
  const [first, second] = await Promise.all([checked(file), checked(file, bojan)])
  expect(first).toBe(second)
})
