import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AltruismMode } from '#app/domain/consent/events.ts'
import type { Particulars } from '#app/domain/data-use/data-use.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { approveDataUse } from '#app/services/approve-data-use.server.ts'
import { draftDataUse } from '#app/services/draft-data-use.server.ts'
import { editParticulars, editUseWords } from '#app/services/edit-data-use.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { objectToUse, reverseObjection } from '#app/services/object-to-use.server.ts'
import { answerUse, preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { readDataUse } from '#app/services/read-data-uses.server.ts'
import { readMyChoices } from '#app/services/read-my-choices.server.ts'
import { readUseFigures } from '#app/services/read-use-figures.server.ts'
import { steerDataUse } from '#app/services/steer-data-use.server.ts'
import { findDataUse } from '#db/queries/data-uses.server.ts'
import {
  aContributor,
  aNode,
  aProgramme,
  CHOICES,
  REQUEST,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aStaffMember, type TestStaff } from './support/staff.ts'

let accord: TestPortal
let node: TestNode
let ana: TestStaff
let bojan: TestStaff
let cilka: TestStaff

const particulars: Particulars = {
  ...REQUEST,
  legalBasis: 'altruism',
  organisation: 'Demo university',
  tool: { name: 'Demo tool', version: '1' },
  approvalReference: 'DEMO-1',
  startsAt: new Date('2026-01-01T00:00:00Z'),
  endsAt: new Date('2099-01-01T00:00:00Z'),
}

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await openStatusLists(accord.portal)
  node = await aNode(accord, ['lung'])
  ana = await aStaffMember(accord, [{ role: 'editor', programmeId: 'lung' }])
  bojan = await aStaffMember(accord, [{ role: 'approver', programmeId: 'lung' }])
  cilka = await aStaffMember(accord, [
    { role: 'editor', programmeId: 'lung' },
    { role: 'approver', programmeId: 'lung' },
  ])
})
beforeEach(() => accord.setTime(null))
afterAll(() => accord.close())

async function aDraft(languages: readonly string[] = LANGUAGES, author = ana): Promise<string> {
  const asked = { staffId: author.id, programmeId: 'lung', language: 'en', title: 'A made-up project', particulars }
  const drafted = await draftDataUse(accord.portal, asked)
  if (!drafted.ok) throw new Error(drafted.refusal)
  const dataUseId = drafted.event.after.id
  for (const language of languages) {
    const words = { title: `Title ${language}`, summary: 'Summary' }
    await editUseWords(accord.portal, { staffId: author.id, dataUseId, language, words })
  }
  return dataUseId
}

function approve(dataUseId: string, by = bojan, seen?: string) {
  const signedIn = { authenticatedAt: accord.portal.clock.now(), password: null, languages: LANGUAGES }
  return approveDataUse(accord.portal, { staffId: by.id, dataUseId, seen, ...signedIn })
}

async function anApprovedUse(): Promise<string> {
  const id = await aDraft()
  expect((await approve(id)).ok).toBe(true)
  return id
}

async function wishing(mode: AltruismMode): Promise<TestContributor> {
  const person = await aContributor(accord, node.organisationId)
  await preferAltruism(accord.portal, { contributorId: person.id, mode, choices: CHOICES, snapshot: SNAPSHOT })
  return person
}

/** Whether the hospital is given a token for this person and this data use. */
async function holdsToken({ id: contributorId, enrolmentId, pseudonym }: TestContributor, dataUseId: string) {
  const dataUse = await accord.owner.as('public', (tx) => findDataUse(tx, dataUseId))
  if (!dataUse) throw new Error('there is no such data use')
  const enrolments = [{ id: enrolmentId, contributorId, pseudonym }]
  const target = { basis: 'altruism', dataUse } as const
  return (await issueConsentTokens(accord.portal, { node, target, tokenDays: 30, enrolments })).length > 0
}

async function isAsked({ id }: TestContributor, dataUseId: string): Promise<boolean> {
  const { asking } = await readMyChoices(accord.portal, id)
  return asking.loaded && asking.value.some((use) => use.id === dataUseId)
}

async function rowsAboutPeople(): Promise<unknown> {
  const [row] = await accord.owner.as('public', (tx) =>
    tx.execute(sql`select (select count(*) from consent_events) as events, (select count(*) from use_answers) as answers,
      (select count(*) from consent_tokens) as tokens, (select count(*) from outbox) as outbox,
      (select count(*) from altruism_preferences) as wishes`),
  )
  return row
}

describe('a data use that is approved', () => {
  test('includes, asks and leaves alone as each person said, and writes nothing about any of them', async () => {
    const [includeMe, askMe, leaveMeOut] = [
      await wishing('include-me'),
      await wishing('ask-me'),
      await wishing('leave-me-out'),
    ]
    const id = await aDraft()
    for (const person of [includeMe, askMe, leaveMeOut]) expect(await holdsToken(person, id)).toBe(false)

    const before = await rowsAboutPeople()
    expect((await approve(id)).ok).toBe(true)
    expect(await rowsAboutPeople()).toEqual(before)
    const asked = [await isAsked(includeMe, id), await isAsked(askMe, id), await isAsked(leaveMeOut, id)]
    expect(asked).toEqual([false, true, false])
    const held = [await holdsToken(includeMe, id), await holdsToken(askMe, id), await holdsToken(leaveMeOut, id)]
    expect(held).toEqual([true, false, false])
  })

  test('uses nothing of whoever is silent, until she says yes, and nothing while she objects', async () => {
    const her = await wishing('ask-me')
    const id = await anApprovedUse()
    expect(await holdsToken(her, id)).toBe(false)
    await answerUse(accord.portal, { contributorId: her.id, dataUseId: id, answer: 'yes', snapshot: SNAPSHOT })
    expect([await holdsToken(her, id), await isAsked(her, id)]).toEqual([true, false])

    const objection = { contributorId: her.id, country: 'SI', snapshot: SNAPSHOT }
    await objectToUse(accord.portal, objection)
    expect(await holdsToken(her, id)).toBe(false)
    await reverseObjection(accord.portal, objection)
    expect(await holdsToken(her, id)).toBe(true)
  })

  test.each(['suspended', 'ended'] as const)('takes its tokens back in the moment in which it is %s', async (to) => {
    const her = await wishing('include-me')
    const id = await anApprovedUse()
    expect(await holdsToken(her, id)).toBe(true)
    const turned = await steerDataUse(accord.portal, { staffId: bojan.id, dataUseId: id, to })
    expect(turned).toEqual({ ok: true, event: { status: to, tokensRevoked: 1 } })
    expect(await holdsToken(her, id)).toBe(false)
    const again = await steerDataUse(accord.portal, { staffId: bojan.id, dataUseId: id, to: 'approved' })
    expect(again.ok).toBe(to === 'suspended')
    expect(await holdsToken(her, id)).toBe(to === 'suspended')
  })
})

describe('a data use is not approved', () => {
  test.each<[string, () => Promise<string>, () => TestStaff, string]>([
    ['by an editor', aDraft, () => ana, 'not-allowed'],
    [
      'by somebody who wrote it, whatever their roles',
      () => aDraft(LANGUAGES, cilka),
      () => cilka,
      'data-use-own-work',
    ],
    ['while a language is missing', () => aDraft(LANGUAGES.slice(1)), () => bojan, 'data-use-words-missing'],
    ['under a name that is nobody’s', async () => 'no-such-use', () => bojan, 'page-not-found'],
  ])('%s', async (_, draft, by, refusal) => {
    expect(await approve(await draft(), by())).toEqual({ ok: false, refusal })
  })

  test('by somebody who wrote a word of it after its author', async () => {
    const id = await aDraft()
    const words = { title: 'Mine', summary: 'Mine' }
    await editUseWords(accord.portal, { staffId: cilka.id, dataUseId: id, language: 'en', words })
    expect(await approve(id, cilka)).toEqual({ ok: false, refusal: 'data-use-own-work' })
  })

  test('when it changed after its approver read it', async () => {
    const id = await aDraft()
    const desk = await readDataUse(accord.portal, { staffId: bojan.id, dataUseId: id })
    const wider = { ...particulars, recipient: 'company' }
    expect((await editParticulars(accord.portal, { staffId: ana.id, dataUseId: id, particulars: wider })).ok).toBe(true)
    const seen = desk.ok ? desk.event.edition : ''
    expect(await approve(id, bojan, seen)).toEqual({ ok: false, refusal: 'data-use-changed-meanwhile' })
  })

  test('on an old sign-in without the password', async () => {
    const authenticatedAt = new Date(Date.now() - 3_600_000)
    const asked = { staffId: bojan.id, dataUseId: await aDraft(), authenticatedAt, languages: LANGUAGES }
    const refused = await approveDataUse(accord.portal, { ...asked, password: null })
    expect(refused).toEqual({ ok: false, refusal: 'password-needed' })
    const wrong = await approveDataUse(accord.portal, { ...asked, password: 'a guess' })
    expect(wrong).toEqual({ ok: false, refusal: 'password-not-matched' })
  })

  test('twice, by two at the same moment', async () => {
    const id = await aDraft()
    const sent = await Promise.all([approve(id), approve(id), approve(id)])
    expect(sent.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe('what was approved', () => {
  test('is edited by nobody, and steered by its own approvers alone', async () => {
    const id = await anApprovedUse()
    const edited = await editParticulars(accord.portal, { staffId: ana.id, dataUseId: id, particulars })
    expect(edited).toEqual({ ok: false, refusal: 'data-use-not-draft' })
    const steered = await steerDataUse(accord.portal, { staffId: ana.id, dataUseId: id, to: 'ended' })
    expect(steered).toEqual({ ok: false, refusal: 'not-allowed' })
  })

  test('is drafted by nobody without a role there, nor with codes that nobody knows', async () => {
    const asked = { programmeId: 'lung', language: 'en', title: 'Mine', particulars }
    expect(await draftDataUse(accord.portal, { ...asked, staffId: bojan.id })).toEqual({
      ok: false,
      refusal: 'not-allowed',
    })
    const odd = { ...particulars, purpose: 'world-peace' }
    const drafted = await draftDataUse(accord.portal, { ...asked, staffId: ana.id, particulars: odd })
    expect(drafted).toEqual({ ok: false, refusal: 'data-use-code-unknown' })
  })
})

test('how many people a data use meets is counted once a week, and then stays as it was', async () => {
  const id = await anApprovedUse()
  accord.setTime(new Date('2026-12-07T10:00:00Z'))
  for (let n = 0; n < 12; n++) await wishing('include-me')
  const first = await readUseFigures(accord.portal, id)
  expect(first.week).toBe('2026-12-07')
  expect(first.figures?.total).toBeGreaterThanOrEqual(12)
  for (let n = 0; n < 3; n++) await wishing('include-me')
  expect(await readUseFigures(accord.portal, id)).toEqual(first)
  expect((await readUseFigures(accord.portal, await anApprovedUse())).figures).toBeNull()
  accord.setTime(new Date('2026-12-14T10:00:00Z'))
  const next = await readUseFigures(accord.portal, id)
  expect(next.figures?.total).toBe((first.figures?.total ?? 0) + 3)
})
