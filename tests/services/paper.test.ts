import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkPaper, type Finding } from '#app/services/check-paper.server.ts'
import { closeAccount } from '#app/services/close-account.server.ts'
import type { DeskClerk } from '#app/services/hold-desk.server.ts'
import { lookAtScan } from '#app/services/look-at-scan.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { consentEvents, contributors, enrolments, paperScans, papers, staffRoles } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aForm, aNode, aProgramme, publishForm, SNAPSHOT, type TestNode } from '#tests/support/build.ts'
import { aLetter } from '#tests/support/letters.ts'
import { aClerk, type Entering, enters } from '#tests/support/paper.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

const MONDAY = new Date('2030-03-04T10:00:00Z')
const TUESDAY = new Date('2030-03-05T10:00:00Z')
const TAKEN_BACK: Finding = { quality: 'incorrect', snapshot: SNAPSHOT }
const CORRECT: Finding = { quality: 'correct' }

let world: TestPortal
let node: TestNode
let first: DeskClerk
let second: DeskClerk
beforeAll(async () => {
  world = await testPortal()
  await aProgramme(world)
  node = await aNode(world, ['lung'])
  first = await aClerk(world, node.organisationId)
  second = await aClerk(world, node.organisationId)
})
beforeEach(() => world.setTime(MONDAY))
afterAll(() => world.close())

async function entered(pseudonym: string, entering: Entering, clerk = first) {
  const decision = await enters(world, clerk, pseudonym, entering)
  if (!decision.ok) throw new Error(decision.refusal)
  return decision.event
}

const check = (clerk: DeskClerk, paperId: string, finding: Finding = CORRECT) =>
  checkPaper(world.portal, { clerk, paperId, finding })

/** Where the person with this pseudonym stands with the programme. */
async function stateOf(pseudonym: string, programmeId = 'lung'): Promise<string | null> {
  const [row] = await world.owner.as('public', (tx) =>
    tx.select().from(enrolments).where(eq(enrolments.pseudonym, pseudonym)),
  )
  if (!row?.contributorId) return null
  const standing = await world.owner.as('public', (tx) => findStanding(tx, row.contributorId ?? ''))
  return standing.consents[programmeId]?.state ?? null
}

async function somebody(): Promise<string> {
  return (await aLetter(world, node.organisationId)).pseudonym
}

describe('a yes on paper', () => {
  test('counts only when a second clerk found it correct', async () => {
    const pseudonym = await somebody()
    const paper = await entered(pseudonym, { says: 'yes' })
    expect(paper).toMatchObject({ bound: false, waits: true })
    expect(await stateOf(pseudonym)).toBeNull()
    expect(await check(first, paper.id)).toEqual({ ok: false, refusal: 'second-person-needed' })
    expect(await stateOf(pseudonym)).toBeNull()
    expect(await check(second, paper.id)).toEqual({ ok: true, event: { changed: true } })
    expect(await stateOf(pseudonym)).toBe('given')
  })

  test('is hers: by her hospital, on paper, and never dated back', async () => {
    const pseudonym = await somebody()
    await check(second, (await entered(pseudonym, { says: 'yes', signedOn: '2030-01-15' })).id)
    const [event] = await world.owner.as('public', (tx) =>
      tx
        .select()
        .from(consentEvents)
        .where(eq(consentEvents.actorId, node.organisationId))
        .orderBy(sql`recorded_at desc`)
        .limit(1),
    )
    expect(event).toMatchObject({ type: 'consent-given', actorKind: 'organisation', actorHow: 'paper' })
    expect(event?.effectiveFrom).toEqual(event?.recordedAt)
  })

  test('does not count where she decided for herself since it was signed', async () => {
    const ana = await aContributor(world, node.organisationId)
    const paper = await entered(ana.pseudonym, { says: 'yes' })
    world.setTime(TUESDAY)
    await answers(world, ana, 'no')
    expect(await check(second, paper.id)).toEqual({ ok: false, refusal: 'own-choice-stands' })
    const again = await enters(world, first, ana.pseudonym, { says: 'yes' })
    expect(again).toEqual({ ok: false, refusal: 'own-choice-stands' })
    expect(await stateOf(ana.pseudonym)).toBe('refused')
  })

  test('needs the picture of the paper, and a call is not enough', async () => {
    const pseudonym = await somebody()
    const without = await enters(world, first, pseudonym, { says: 'yes', scan: null })
    expect(without).toEqual({ ok: false, refusal: 'scan-required' })
    const called = await enters(world, first, pseudonym, { says: 'yes', wayIn: 'phone', scan: null })
    expect(called).toEqual({ ok: false, refusal: 'permit-needs-paper' })
    expect(await nothingKeptOf(pseudonym)).toBe(true)
  })

  test('that somebody finds incorrect permits nothing from then on', async () => {
    const pseudonym = await somebody()
    const { id } = await entered(pseudonym, { says: 'yes' })
    await check(second, id)
    expect(await check(first, id, TAKEN_BACK)).toEqual({ ok: true, event: { changed: true } })
    expect(await stateOf(pseudonym)).toBe('withdrawn')
    expect(await check(second, id)).toEqual({ ok: false, refusal: 'paper-already-checked' })
  })

  test('that is incorrect takes back nothing that she said herself', async () => {
    const ana = await aContributor(world, node.organisationId)
    const { id } = await entered(ana.pseudonym, { says: 'yes' })
    await check(second, id)
    world.setTime(TUESDAY)
    await answers(world, ana, 'yes')
    expect(await check(first, id, TAKEN_BACK)).toEqual({ ok: true, event: { changed: false } })
    expect(await stateOf(ana.pseudonym)).toBe('given')
  })
})

describe('a yes on paper that is found incorrect', () => {
  const less = { ...aForm('colon', 'less'), validYears: 1 }
  const saying = (formId: string) => ({ programmeId: 'colon', says: { formId, answers: { 'take-part': 'yes' } } })
  const LESS = { ...saying(less.id), wayIn: 'phone', scan: null } as const
  let elsewhere: TestNode
  let one: DeskClerk
  let other: DeskClerk
  beforeAll(async () => {
    await aProgramme(world, 'colon')
    await world.owner.as('public', (tx) => publishForm(tx, less, new Date('2030-01-01T00:00:00Z')))
    elsewhere = await aNode(world, ['colon'])
    one = await aClerk(world, elsewhere.organisationId)
    other = await aClerk(world, elsewhere.organisationId)
  })

  test('takes the yes with it that another paper narrowed meanwhile', async () => {
    const { pseudonym } = await aLetter(world, elsewhere.organisationId)
    const { id } = await entered(pseudonym, saying('colon-1'), one)
    await check(other, id)
    world.setTime(TUESDAY)
    expect(await entered(pseudonym, LESS, one)).toMatchObject({ bound: true })
    expect(await check(one, id, TAKEN_BACK)).toEqual({ ok: true, event: { changed: true } })
    expect(await stateOf(pseudonym, 'colon')).toBe('withdrawn')
  })

  test('leaves a yes of her own that another paper narrowed', async () => {
    const ana = await aContributor(world, elsewhere.organisationId)
    const { id } = await entered(ana.pseudonym, saying('colon-1'), one)
    await check(other, id)
    world.setTime(TUESDAY)
    expect(await answers(world, ana, 'yes', { programmeId: 'colon', formId: 'colon-1' })).toMatchObject({ ok: true })
    expect(await entered(ana.pseudonym, LESS, one)).toMatchObject({ bound: true })
    expect(await check(one, id, TAKEN_BACK)).toEqual({ ok: true, event: { changed: false } })
    expect(await stateOf(ana.pseudonym, 'colon')).toBe('given')
  })
})

describe('a no or a stop', () => {
  test('binds against a yes that waits, also of somebody who had stopped before she signed it', async () => {
    const ana = await aContributor(world, node.organisationId)
    const stop = { contributorId: ana.id, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT } as const
    await answers(world, ana, 'yes')
    await withdrawConsent(world.portal, stop)
    world.setTime(TUESDAY)
    const { id } = await entered(ana.pseudonym, { says: 'yes' })
    expect(await entered(ana.pseudonym, { says: { withdraws: 'stop' }, wayIn: 'phone', scan: null })).toMatchObject({
      bound: true,
    })
    expect(await check(second, id)).toEqual({ ok: false, refusal: 'own-choice-stands' })
    expect(await stateOf(ana.pseudonym)).toBe('withdrawn')
  })

  test('has no data taken out any more where she said yes again before the second check', async () => {
    const ana = await aContributor(world, node.organisationId)
    const { id } = await entered(ana.pseudonym, { says: { withdraws: 'remove' } })
    world.setTime(TUESDAY)
    await answers(world, ana, 'yes')
    expect(await check(second, id)).toEqual({ ok: false, refusal: 'own-choice-stands' })
    expect(await stateOf(ana.pseudonym)).toBe('given')
  })

  test('on paper binds at its first entry, from the day on which it was signed', async () => {
    const ana = await aContributor(world, node.organisationId)
    world.setTime(new Date('2030-02-01T10:00:00Z'))
    await answers(world, ana, 'yes')
    world.setTime(MONDAY)
    const paper = await entered(ana.pseudonym, { says: { withdraws: 'stop' }, signedOn: '2030-02-20', scan: null })
    expect(paper).toMatchObject({ bound: true, waits: false })
    expect(await stateOf(ana.pseudonym)).toBe('withdrawn')
    const events = await world.owner.as('public', (tx) =>
      tx.select().from(consentEvents).where(eq(consentEvents.contributorId, ana.id)).orderBy(consentEvents.sequence),
    )
    expect(events.at(-1)?.effectiveFrom).toEqual(new Date('2030-02-20T00:00:00Z'))
  })

  test('to any use binds at once, by phone as on paper, and only she takes it back', async () => {
    for (const wayIn of ['phone', 'paper'] as const) {
      const ana = await aContributor(world, node.organisationId)
      await answers(world, ana, 'yes')
      const said = { says: { objectsIn: 'SI' }, wayIn, scan: null }
      const { id, ...paper } = await entered(ana.pseudonym, said)
      expect(paper).toEqual({ bound: true, waits: false })
      const objectedIn = () => world.portal.db.as({ subject: ana.id }, (tx) => findStanding(tx, ana.id))
      expect(await objectedIn()).toMatchObject({ objectedIn: ['SI'] })
      expect(await entered(ana.pseudonym, said)).toMatchObject({ bound: false, waits: false })
      expect(await check(second, id, TAKEN_BACK)).toEqual({ ok: true, event: { changed: false } })
      expect(await objectedIn()).toMatchObject({ objectedIn: ['SI'] })
    }
  })

  test('by phone binds too, also for somebody who never opened her letter', async () => {
    const pseudonym = await somebody()
    const paper = await entered(pseudonym, { says: 'no', wayIn: 'phone', scan: null })
    expect(paper).toMatchObject({ bound: true, waits: false })
    expect(await stateOf(pseudonym)).toBe('refused')
  })

  test('stays when the paper is found incorrect', async () => {
    const pseudonym = await somebody()
    const { id } = await entered(pseudonym, { says: 'no' })
    expect(await check(second, id, TAKEN_BACK)).toEqual({ ok: true, event: { changed: false } })
    expect(await stateOf(pseudonym)).toBe('refused')
  })

  test('asks hospitals to take data out only after the second check, and never by phone', async () => {
    const ana = await aContributor(world, node.organisationId)
    const called = await enters(world, first, ana.pseudonym, { says: { withdraws: 'remove' }, wayIn: 'phone' })
    expect(called).toEqual({ ok: false, refusal: 'removal-needs-paper' })
    const { id } = await entered(ana.pseudonym, { says: { withdraws: 'remove' } })
    const tasks = () =>
      world.owner.as('public', (tx) => tx.execute(sql`select 1 from removal_tasks where contributor_id = ${ana.id}`))
    expect(await tasks()).toHaveLength(0)
    await check(second, id)
    expect(await tasks()).toHaveLength(1)
  })
})

describe('a clerk', () => {
  test('who lost the role meanwhile enters and checks nothing', async () => {
    const former = await aClerk(world, node.organisationId)
    const pseudonym = await somebody()
    const { id } = await entered(pseudonym, { says: 'yes' })
    await world.owner.as('public', (tx) => tx.delete(staffRoles).where(eq(staffRoles.staffId, former.staffId)))
    expect(await check(former, id)).toEqual({ ok: false, refusal: 'not-allowed' })
    expect(await enters(world, former, pseudonym, { says: 'no' })).toEqual({ ok: false, refusal: 'not-allowed' })
  })

  test('of another hospital finds neither the paper nor the person', async () => {
    const elsewhere = await aClerk(world, (await aNode(world, ['lung'])).organisationId)
    const pseudonym = await somebody()
    const { id } = await entered(pseudonym, { says: 'yes' })
    expect(await check(elsewhere, id)).toEqual({ ok: false, refusal: 'paper-not-found' })
    const tried = await enters(world, elsewhere, pseudonym, { says: 'no' })
    expect(tried).toEqual({ ok: false, refusal: 'enrolment-not-found' })
  })

  test.each<[string, Entering, string]>([
    ['a day to come', { says: 'no', signedOn: '2030-03-05' }, 'signed-in-future'],
    ['a form that nobody knows', { says: { formId: 'lung-9', answers: {} } }, 'form-changed'],
    [
      'an answer that the form does not have',
      { says: { formId: 'lung-1', answers: { 'take-part': 'x' } } },
      'answers-incomplete',
    ],
    ['a later', { says: 'later' }, 'paper-says-later'],
    ['a yes that ran out', { says: 'yes', signedOn: '2020-01-01' }, 'paper-expired'],
    [
      'a programme in which the hospital takes no part',
      { says: { withdraws: 'stop' }, programmeId: 'breast' },
      'programme-not-found',
    ],
  ])('who enters %s is told so, and nothing is kept', async (_, entering, refusal) => {
    const pseudonym = await somebody()
    expect(await enters(world, first, pseudonym, entering)).toEqual({ ok: false, refusal })
    expect(await nothingKeptOf(pseudonym)).toBe(true)
  })

  test('permits nothing for somebody who died', async () => {
    const ana = await aContributor(world, node.organisationId)
    await world.owner.as('public', (tx) =>
      tx.update(contributors).set({ diedOn: '2030-03-01' }).where(eq(contributors.id, ana.id)),
    )
    const yes = await enters(world, first, ana.pseudonym, { says: 'yes', signedOn: '2030-02-01' })
    expect(yes).toEqual({ ok: false, refusal: 'person-died' })
    expect(await enters(world, first, ana.pseudonym, { says: 'no', signedOn: '2030-02-01' })).toMatchObject({
      ok: true,
    })
  })
})

test('a scan can be read with her key alone, and goes with her account', async () => {
  const ana = await aContributor(world, node.organisationId)
  const { id } = await entered(ana.pseudonym, { says: 'yes' })
  const scans = () => world.owner.as('public', (tx) => tx.select().from(paperScans).where(eq(paperScans.paperId, id)))
  const [scan] = await scans()
  expect(scan?.type).toBe('image/png')
  expect(lookAtScan(scan?.sealed ?? Buffer.alloc(0))).toEqual({ ok: false, refusal: 'scan-wrong-type' })

  await closeAccount(world.portal, { contributorId: ana.id, snapshot: SNAPSHOT })
  expect(await scans()).toEqual([])
  expect(await check(second, id)).toEqual({ ok: false, refusal: 'paper-not-found' })
})

test('a paper that waited while she stopped for herself adds nothing', async () => {
  const ana = await aContributor(world, node.organisationId)
  await answers(world, ana, 'yes')
  world.setTime(TUESDAY)
  const { id } = await entered(ana.pseudonym, { says: 'yes' })
  await withdrawConsent(world.portal, { contributorId: ana.id, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT })
  expect(await check(second, id)).toEqual({ ok: false, refusal: 'own-choice-stands' })
  expect(await stateOf(ana.pseudonym)).toBe('withdrawn')
})

test('what was entered is not changed afterwards, not even by the database’s owner', async () => {
  const { id } = await entered(await somebody(), { says: 'yes' })
  const change = world.owner.as('public', (tx) => tx.update(papers).set({ waits: false }).where(eq(papers.id, id)))
  await expect(change).rejects.toMatchObject({ cause: { code: '23001' } })
})

/** Neither a paper nor a record that was opened for one. */
async function nothingKeptOf(pseudonym: string): Promise<boolean> {
  const [row] = await world.owner.as('public', (tx) =>
    tx.select().from(enrolments).where(eq(enrolments.pseudonym, pseudonym)),
  )
  const kept = await world.owner.as('public', (tx) => tx.$count(papers, eq(papers.enrolmentId, row?.id ?? '')))
  return row?.contributorId === null && kept === 0
}
