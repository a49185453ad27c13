import { and, desc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { NO_WORDS } from '#app/domain/impact/summary.ts'
import { correctSummary } from '#app/services/correct-summary.server.ts'
import { draftSummary } from '#app/services/draft-summary.server.ts'
import { editSummary } from '#app/services/edit-summary.server.ts'
import { findStaff } from '#app/services/find-session.server.ts'
import { openSession } from '#app/services/open-session.server.ts'
import { publishSummary } from '#app/services/publish-summary.server.ts'
import { readImpact, readImpactSummary } from '#app/services/read-impact.server.ts'
import { readStaffOverview } from '#app/services/read-staff-overview.server.ts'
import { readSummaries, readSummary } from '#app/services/read-summaries.server.ts'
import { retireSummary } from '#app/services/retire-summary.server.ts'
import { sendBackSummary } from '#app/services/send-back-summary.server.ts'
import { signInStaff } from '#app/services/sign-in-staff.server.ts'
import { submitSummary } from '#app/services/submit-summary.server.ts'
import { audit, impactSummaries, staff, staffRoles, usageReports, usageSubjects } from '#db/schema/index.ts'
import { FIGURE, WORDS } from '#tests/domain/support/summary.ts'
import { aContributor, aDataUse, aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aStaffMember, PASSWORD, type TestStaff } from './support/staff.ts'

const LANGUAGES = ['en', 'sl']
const refusal = (code: string) => ({ ok: false, refusal: code })

let world: TestPortal
let node: TestNode
let use: { id: string }
let foreignUse: { id: string }
let ana: TestStaff
let bojan: TestStaff
let both: TestStaff
let auditor: TestStaff
let breastEditor: TestStaff
let breastApprover: TestStaff

beforeAll(async () => {
  world = await testPortal()
  await aProgramme(world, 'lung')
  await aProgramme(world, 'breast')
  node = await aNode(world, ['lung', 'breast'])
  use = await aDataUse(world, 'lung')
  foreignUse = await aDataUse(world, 'breast')
  ana = await aStaffMember(world, [{ role: 'editor', programmeId: 'lung' }])
  bojan = await aStaffMember(world, [{ role: 'approver', programmeId: 'lung' }])
  both = await aStaffMember(world, [
    { role: 'editor', programmeId: 'lung' },
    { role: 'approver', programmeId: 'lung' },
  ])
  auditor = await aStaffMember(world, [{ role: 'auditor', programmeId: 'lung' }])
  breastEditor = await aStaffMember(world, [{ role: 'editor', programmeId: 'breast' }])
  breastApprover = await aStaffMember(world, [{ role: 'approver', programmeId: 'breast' }])
})

afterAll(() => world.close())
beforeEach(() => world.setTime(null))

describe('the way of a summary', () => {
  test('an editor writes it, an approver publishes it, and people read it', async () => {
    const id = await written(ana)
    expect(await readImpactSummary(world.portal, { slug: await slugOf(id), contributorId: null })).toBeNull()
    expect(await submitSummary(world.portal, { staffId: ana.id, summaryId: id })).toMatchObject({ ok: true })
    expect(await publish(bojan, id)).toMatchObject({ ok: true })

    const told = await readImpactSummary(world.portal, { slug: await slugOf(id), contributorId: null })
    expect(told?.summary).toMatchObject({ status: 'published', words: { sl: WORDS } })
    expect(await actions(id)).toEqual([
      'summary-drafted',
      'summary-edited',
      'summary-edited',
      'summary-submitted',
      'summary-published',
    ])
  })

  test('an approver sends it back, and only then it can be edited again', async () => {
    const id = await inReview(ana)
    expect(await write(ana, id, 'en')).toEqual(refusal('summary-not-draft'))
    expect(await sendBackSummary(world.portal, { staffId: bojan.id, summaryId: id })).toMatchObject({ ok: true })
    expect(await write(ana, id, 'en')).toMatchObject({ ok: true })
  })

  test('a correction is dated, and the earlier text stays in the audit', async () => {
    const id = await published()
    const change = { language: 'en', words: { ...WORDS, lead: 'In other words' }, figure: FIGURE }
    expect(await correctSummary(world.portal, { staffId: bojan.id, summaryId: id, change })).toMatchObject({ ok: true })
    const told = await readImpactSummary(world.portal, { slug: await slugOf(id), contributorId: null })
    expect(told?.summary.correctedAt).toBeInstanceOf(Date)
    expect(told?.summary.words.en?.lead).toBe('In other words')
    const [entry] = await entries(id, 'summary-corrected')
    expect(entry?.detail).toMatchObject({ language: 'en', before: { words: WORDS, figure: FIGURE } })
  })

  test('a retired summary is no longer among the results', async () => {
    const id = await published()
    expect(await retireSummary(world.portal, { staffId: bojan.id, summaryId: id })).toMatchObject({ ok: true })
    const { summaries } = await readImpact(world.portal, null)
    expect(summaries.map(({ summary }) => summary.slug)).not.toContain(await slugOf(id))
  })

  test('of two who publish at the same time one does', async () => {
    const id = await inReview(ana)
    const second = await aStaffMember(world, [{ role: 'approver', programmeId: 'lung' }])
    const decisions = await world.owner
      .as('public', async (tx) => {
        await tx.select().from(impactSummaries).where(eq(impactSummaries.id, id)).for('update')
        const publishing = Promise.all([publish(bojan, id), publish(second, id)])
        await new Promise((resolve) => setTimeout(resolve, 500))
        return { publishing }
      })
      .then(({ publishing }) => publishing)
    expect(decisions.map(({ ok }) => ok).sort()).toEqual([false, true])
  })
})

describe('two people', () => {
  test('an author who is also an approver does not publish her own work', async () => {
    expect(await publish(both, await inReview(both))).toEqual(refusal('summary-own-work'))
  })

  test('nor does an approver who edited what another began', async () => {
    const id = await written(ana)
    await write(both, id, 'en')
    await submitSummary(world.portal, { staffId: ana.id, summaryId: id })
    expect(await publish(both, id)).toEqual(refusal('summary-own-work'))
    expect(await publish(bojan, id)).toMatchObject({ ok: true })
  })

  test('nor does an author correct by herself what another published', async () => {
    const id = await inReview(both)
    await publish(bojan, id)
    const change = { language: 'en', words: WORDS, figure: FIGURE }
    const asked = { staffId: both.id, summaryId: id, change }
    expect(await correctSummary(world.portal, asked)).toEqual(refusal('summary-own-work'))
  })
})

describe('what someone had before their eyes', () => {
  test('an approver publishes the text that she read, not one that was put in its place', async () => {
    const id = await inReview(ana)
    const read = await readSummary(world.portal, { staffId: bojan.id, summaryId: id })
    if (!read.ok) throw new Error(read.refusal)
    await sendBackSummary(world.portal, { staffId: bojan.id, summaryId: id })
    const change = { language: 'en', words: { ...WORDS, lead: 'Another text' }, figure: FIGURE, dataUseIds: [use.id] }
    await editSummary(world.portal, { staffId: ana.id, summaryId: id, change })
    await submitSummary(world.portal, { staffId: ana.id, summaryId: id })
    const seen = { edition: read.event.edition() }
    expect(await publish(bojan, id, { seen })).toEqual(refusal('summary-changed-meanwhile'))
  })

  test('of two editors in one language the second is told, in two languages neither is disturbed', async () => {
    const id = await written(ana)
    const read = await readSummary(world.portal, { staffId: ana.id, summaryId: id })
    if (!read.ok) throw new Error(read.refusal)
    const change = { language: 'en', words: { ...WORDS, lead: 'First' }, figure: FIGURE, dataUseIds: [use.id] }
    const save = (language: string) =>
      editSummary(world.portal, {
        staffId: both.id,
        summaryId: id,
        change: { ...change, language },
        seen: { edition: read.event.edition(language), language },
      })
    expect(await save('en')).toMatchObject({ ok: true })
    expect(await save('en')).toEqual(refusal('summary-changed-meanwhile'))
    expect(await save('sl')).toMatchObject({ ok: true })
  })
})

describe('roles', () => {
  test('an editor does not publish, an approver does not write, an auditor only reads', async () => {
    const id = await inReview(ana)
    expect(await publish(ana, id)).toEqual(refusal('not-allowed'))
    expect(await publish(auditor, id)).toEqual(refusal('not-allowed'))
    expect(await draft(bojan, 'lung', [use.id])).toEqual(refusal('not-allowed'))
    expect(await sendBackSummary(world.portal, { staffId: ana.id, summaryId: id })).toEqual(refusal('not-allowed'))
    expect(await retireSummary(world.portal, { staffId: auditor.id, summaryId: id })).toEqual(refusal('not-allowed'))
    expect(await readSummary(world.portal, { staffId: auditor.id, summaryId: id })).toMatchObject({ ok: true })
  })

  test('staff of another programme neither write, publish nor read here', async () => {
    const id = await written(ana)
    expect(await write(breastEditor, id, 'en')).toEqual(refusal('not-allowed'))
    expect(await submitSummary(world.portal, { staffId: breastEditor.id, summaryId: id })).toEqual(
      refusal('not-allowed'),
    )
    await submitSummary(world.portal, { staffId: ana.id, summaryId: id })
    expect(await publish(breastApprover, id)).toEqual(refusal('not-allowed'))
    expect(await readSummary(world.portal, { staffId: breastEditor.id, summaryId: id })).toEqual(refusal('not-allowed'))
    expect(await readSummaries(world.portal, breastEditor.id)).toEqual([])
    expect(await draft(breastEditor, 'lung', [use.id])).toEqual(refusal('not-allowed'))
  })

  test('a role that was taken away is gone with the next request, and so is a disabled account', async () => {
    const leaving = await aStaffMember(world, [{ role: 'editor', programmeId: 'lung' }])
    const id = await written(leaving)
    const secret = await openSession(world.portal, { staffId: leaving.id })
    await world.owner.as('public', (tx) => tx.delete(staffRoles).where(eq(staffRoles.staffId, leaving.id)))
    expect(await write(leaving, id, 'en')).toEqual(refusal('not-allowed'))
    expect(await readStaffOverview(world.portal, leaving.id)).toEqual([])
    expect((await findStaff(world.portal, secret))?.roles).toEqual([])

    await world.owner.as('public', (tx) =>
      tx.update(staff).set({ disabledAt: new Date() }).where(eq(staff.id, leaving.id)),
    )
    expect(await findStaff(world.portal, secret)).toBeNull()
  })

  test("a contributor's session is nobody's among staff", async () => {
    const contributor = await aContributor(world, node.organisationId)
    const secret = await openSession(world.portal, { contributorId: contributor.id })
    expect(await findStaff(world.portal, secret)).toBeNull()
    expect(await draft({ id: contributor.id }, 'lung', [use.id])).toEqual(refusal('not-allowed'))
  })
})

describe('what a summary must have', () => {
  test('a data use, one of its own programme', async () => {
    const id = await written(ana, [])
    expect(await submitSummary(world.portal, { staffId: ana.id, summaryId: id })).toEqual(refusal('data-use-missing'))
    expect(await write(ana, id, 'en', [foreignUse.id])).toEqual(refusal('data-use-not-found'))
    expect(await draft(ana, 'lung', [foreignUse.id])).toEqual(refusal('data-use-not-found'))
  })

  test('every language, or a notice that one is missing', async () => {
    const id = await inReview(ana)
    const asked = { languages: ['en', 'sl', 'uk'] }
    expect(await publish(bojan, id, asked)).toEqual(refusal('languages-missing'))
    expect(await publish(bojan, id, { ...asked, withNotice: true })).toMatchObject({ ok: true })
    const [entry] = await entries(id, 'summary-published')
    expect(entry?.detail).toMatchObject({ missing_languages: ['uk'] })
  })

  test('an id that is none finds nothing', async () => {
    const summaryId = 'no-such-summary'
    expect(await readSummary(world.portal, { staffId: ana.id, summaryId })).toEqual(refusal('page-not-found'))
    expect(await submitSummary(world.portal, { staffId: ana.id, summaryId })).toEqual(refusal('page-not-found'))
  })
})

describe('the password', () => {
  const MINUTE = 60_000

  test('publishing asks for it again when the sign-in is older than 15 minutes', async () => {
    const id = await inReview(ana)
    const authenticatedAt = new Date(Date.now() - 16 * MINUTE)
    expect(await publish(bojan, id, { authenticatedAt })).toEqual(refusal('password-needed'))
    expect(await publish(bojan, id, { authenticatedAt, password: 'a guess' })).toEqual(refusal('password-not-matched'))
    expect(await publish(bojan, id, { authenticatedAt, password: PASSWORD })).toMatchObject({ ok: true })
  })

  test('staff sign in with e-mail and password; every failure has the same answer and is noted', async () => {
    const answer = refusal('staff-sign-in-not-matched')
    const email = ana.email
    expect(await signInStaff(world.portal, { email: ` ${email.toUpperCase()} `, password: PASSWORD })).toEqual({
      ok: true,
      event: { staffId: ana.id },
    })
    expect(await signInStaff(world.portal, { email, password: 'a guess' })).toEqual(answer)
    expect(await signInStaff(world.portal, { email: 'nobody@accord.example', password: PASSWORD })).toEqual(answer)
    const seen = await world.owner.as('public', (tx) =>
      tx.select().from(audit).where(eq(audit.actorId, ana.id)).orderBy(desc(audit.id)).limit(2),
    )
    expect(seen.map(({ action }) => action)).toEqual(['sign-in-refused', 'signed-in'])
  })

  test('guessing soon has to wait, the right password too, and less than a quarter of an hour', async () => {
    const member = await aStaffMember(world, [])
    const start = new Date('2026-05-01T10:00:00Z')
    world.setTime(start)
    for (let guess = 0; guess < 5; guess++)
      await signInStaff(world.portal, { email: member.email, password: 'a guess' })
    const right = { email: member.email, password: PASSWORD }
    expect(await signInStaff(world.portal, right)).toEqual(refusal('staff-sign-in-not-matched'))
    world.setTime(new Date(start.getTime() + 15 * MINUTE))
    expect(await signInStaff(world.portal, right)).toMatchObject({ ok: true })
  })

  test('a disabled member of staff does not sign in', async () => {
    const member = await aStaffMember(world, [])
    await world.owner.as('public', (tx) =>
      tx.update(staff).set({ disabledAt: new Date() }).where(eq(staff.id, member.id)),
    )
    const asked = { email: member.email, password: PASSWORD }
    expect(await signInStaff(world.portal, asked)).toEqual(refusal('staff-sign-in-not-matched'))
  })
})

describe('readers', () => {
  test('are told nothing of who wrote and published, and no language that is half written', async () => {
    const id = await written(ana)
    const half = { language: 'uk', words: { ...WORDS, lead: '' }, figure: FIGURE, dataUseIds: [use.id] }
    await editSummary(world.portal, { staffId: ana.id, summaryId: id, change: half })
    await submitSummary(world.portal, { staffId: ana.id, summaryId: id })
    await publish(bojan, id)
    const told = await readImpactSummary(world.portal, { slug: await slugOf(id), contributorId: null })
    expect(Object.keys(told?.summary.words ?? {}).sort()).toEqual(LANGUAGES)
    const everything = JSON.stringify([told, await readImpact(world.portal, null)])
    for (const { id: staffId } of [ana, bojan]) expect(everything).not.toContain(staffId)
  })

  test('a contributor meets first what her own data was part of', async () => {
    const included = await aContributor(world, node.organisationId)
    const other = await aContributor(world, node.organisationId)
    const mine = await published(await useThatNames(included))
    await published()
    const first = async (contributorId: string | null) => (await readImpact(world.portal, contributorId)).summaries[0]
    expect(await first(included.id)).toMatchObject({ includesMe: true, summary: { slug: await slugOf(mine) } })
    expect(await first(other.id)).toMatchObject({ includesMe: false })
    expect(await first(null)).toMatchObject({ includesMe: false })
    const slug = await slugOf(mine)
    expect(await readImpactSummary(world.portal, { slug, contributorId: other.id })).toMatchObject({
      includesMe: false,
    })
  })

  test('a small number in a figure never leaves the server, and takes another with it', async () => {
    const rows = [
      { key: 'agreed', value: 460 },
      { key: 'missed', value: 4 },
    ]
    const id = await published(use.id, rows)
    const told = await readImpactSummary(world.portal, { slug: await slugOf(id), contributorId: null })
    expect(told?.rows).toEqual([
      { key: 'agreed', value: null },
      { key: 'missed', value: null },
    ])
    expect(JSON.stringify([told, await readImpact(world.portal, null)])).not.toContain('"value":460')
  })

  test('a data use that has ended owes results until a summary tells them', async () => {
    const ended = await aDataUse(world, 'lung', { endsAt: new Date('2026-02-01T00:00:00Z') })
    const owed = async () => (await readImpact(world.portal, null)).owed.find(({ use }) => use.id === ended.id)
    expect((await owed())?.results.state).toBe('due')
    await published(ended.id)
    expect(await owed()).toBeUndefined()
  })
})

async function draft(by: { id: string }, programmeId: string, dataUseIds: string[]) {
  return draftSummary(world.portal, {
    staffId: by.id,
    programmeId,
    language: 'en',
    title: 'What was learned',
    dataUseIds,
  })
}

async function write(by: TestStaff, summaryId: string, language: string, dataUseIds = [use.id], figure = FIGURE) {
  const change = { language, words: WORDS, figure, dataUseIds }
  return editSummary(world.portal, { staffId: by.id, summaryId, change })
}

/** A draft that is complete in English and Slovenian. */
async function written(by: TestStaff, dataUseIds = [use.id], figure = FIGURE): Promise<string> {
  const decision = await draft(by, 'lung', dataUseIds)
  if (!decision.ok) throw new Error(decision.refusal)
  const { id, words } = decision.event.after
  expect(words).toEqual({ en: { ...NO_WORDS, title: 'What was learned' } })
  for (const language of LANGUAGES) await write(by, id, language, dataUseIds, figure)
  return id
}

async function inReview(by: TestStaff, dataUseIds = [use.id], figure = FIGURE): Promise<string> {
  const summaryId = await written(by, dataUseIds, figure)
  await submitSummary(world.portal, { staffId: by.id, summaryId })
  return summaryId
}

async function published(useId = use.id, rows = FIGURE.rows): Promise<string> {
  const id = await inReview(ana, [useId], { ...FIGURE, rows })
  expect(await publish(bojan, id)).toMatchObject({ ok: true })
  return id
}

type Publishing = Partial<Parameters<typeof publishSummary>[1]>

function publish(by: TestStaff, summaryId: string, asked: Publishing = {}) {
  const signedIn = { authenticatedAt: new Date(), password: null }
  return publishSummary(world.portal, {
    staffId: by.id,
    summaryId,
    languages: LANGUAGES,
    withNotice: false,
    ...signedIn,
    ...asked,
  })
}

async function slugOf(id: string): Promise<string> {
  const [row] = await world.owner.as('public', (tx) =>
    tx.select({ slug: impactSummaries.slug }).from(impactSummaries).where(eq(impactSummaries.id, id)),
  )
  return row?.slug ?? ''
}

function entries(id: string, action: string) {
  return world.owner.as('public', (tx) =>
    tx
      .select()
      .from(audit)
      .where(and(eq(audit.action, action), sql`${audit.detail}->>'summary' = ${id}`)),
  )
}

async function actions(id: string): Promise<string[]> {
  const rows = await world.owner.as('public', (tx) =>
    tx.select({ action: audit.action }).from(audit).where(sql`${audit.detail}->>'summary' = ${id}`).orderBy(audit.id),
  )
  return rows.map(({ action }) => action)
}

/** A data use with an accepted report that names this person. */
async function useThatNames({ id, enrolmentId }: { id: string; enrolmentId: string }): Promise<string> {
  const { id: dataUseId } = await aDataUse(world, 'lung')
  const reportId = crypto.randomUUID()
  const at = new Date()
  await world.owner.as('public', async (tx) => {
    await tx.insert(usageReports).values({
      id: reportId,
      nodeId: node.id,
      jti: reportId,
      sequence: Math.floor(Math.random() * 1e9),
      dataUseId,
      operation: 'training',
      toolName: 'Demo tool',
      toolVersion: '1',
      outcome: 'used',
      booking: 'accepted',
      unknownSubjects: 0,
      at,
      receivedAt: at,
      jws: '',
    })
    await tx.insert(usageSubjects).values({ reportId, enrolmentId, contributorId: id, covered: true })
  })
  return dataUseId
}
