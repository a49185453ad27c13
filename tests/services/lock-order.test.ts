import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Form } from '#app/domain/consent/form.ts'
import { consentTo } from '#app/domain/consent/standing.ts'
import { addDays, dayOf } from '#app/domain/day.ts'
import { checkImport } from '#app/services/check-import.server.ts'
import { claimInvitation } from '#app/services/claim-invitation.server.ts'
import { correctAtDesk } from '#app/services/correct-at-desk.server.ts'
import { enterDeath } from '#app/services/enter-death.server.ts'
import { enterImport } from '#app/services/enter-import.server.ts'
import type { DeskClerk } from '#app/services/hold-desk.server.ts'
import { holdRecord } from '#app/services/hold-record.server.ts'
import { inviteAgain } from '#app/services/invite-again.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { recordImportRows } from '#app/services/record-import-rows.server.ts'
import type { AddressedRow } from '#db/queries/import-rows.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { heldBeforeCommit } from '#tests/support/held.ts'
import { aLetter, type TestLetter } from '#tests/support/letters.ts'
import { aClerk } from '#tests/support/paper.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aWordedForm, publishes } from '#tests/support/worded-form.ts'
import { aFileOf, aNo, type Cells } from './support/paper-import.ts'

/** Decision 039: whoever waits for an account holds nothing that comes after it, so that no two wait for each other. */

let accord: TestPortal
let node: TestNode
let clerk: DeskClerk
let form: Form
/** She said yes; in the order of locks she comes before the other. */
let earlier: TestContributor
let later: TestContributor
beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await openStatusLists(accord.portal)
  node = await aNode(accord, ['lung'])
  clerk = await aClerk(accord, node.organisationId)
  const people = [await aContributor(accord, node.organisationId), await aContributor(accord, node.organisationId)]
  const inOrder = people.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  earlier = inOrder[0] as TestContributor
  later = inOrder[1] as TestContributor
  await answers(accord, earlier, 'yes')
  form = aWordedForm('lung', '2')
  await publishes(accord, form)
})
afterAll(() => accord.close())

/** What somebody else does, and holds until it is let go. */
async function held(...steps: ReturnType<typeof sql>[]): Promise<{ letGo(): Promise<void> }> {
  const [isHeld, mayGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holding = accord.owner.as('public', async (tx) => {
    for (const step of steps) await tx.execute(step)
    isHeld.resolve()
    await mayGo.promise
  })
  await isHeld.promise
  return {
    letGo: () => {
      mayGo.resolve()
      return holding
    },
  }
}

const theAccount = (id: string) => sql`select from contributors where id = ${id} for no key update`
const theEnrolment = (id: string) => sql`select from enrolments where id = ${id} for update`
const theLetter = (selector: string) => sql`select from invitations where selector = ${selector} for update`
const becomes = (id: string, whose: string) => sql`update enrolments set contributor_id = ${whose} where id = ${id}`

const retires = ({ enrolmentId }: TestLetter, successor: TestLetter) =>
  sql`update enrolments set retired_at = now(), successor_id = ${successor.enrolmentId} where id = ${enrolmentId}`

const A_ROW = { row: 2, stage: 'new', contributorId: null, signedOn: '2026-01-01', language: 'en' }

async function isFree(row: ReturnType<typeof sql>): Promise<boolean> {
  const tried = accord.owner.as('public', (tx) => tx.execute(sql`${row} nowait`))
  return tried.then(
    () => true,
    () => false,
  )
}

async function howManyWait(): Promise<number> {
  const waiting = sql`select from pg_locks join pg_stat_activity using (pid)
    where not granted and datname = current_database()`
  return (await accord.owner.as('public', (tx) => tx.execute(waiting))).length
}

const untilSomebodyWaits = () => expect.poll(howManyWait, { timeout: 20_000 }).toBe(1)

function record({ pseudonym }: TestLetter) {
  const { organisationId } = node
  return accord.portal.db.as({ organisation: organisationId }, (tx) =>
    holdRecord(accord.portal, tx, { organisationId, pseudonym }),
  )
}

function corrected({ pseudonym }: TestLetter) {
  return correctAtDesk(accord.portal, { clerk, pseudonym, correction: 'not-hers', other: null })
}

function claimed({ selector, code, birthDate }: TestLetter) {
  return claimInvitation(accord.portal, { selector, code, birthDate, language: 'en', signedInAs: null, join: null })
}

function issuedTo({ id, enrolmentId, pseudonym }: TestContributor) {
  const target = { basis: 'consent', programme: 'lung' } as const
  const enrolments = [{ id: enrolmentId, contributorId: id, pseudonym }]
  return issueConsentTokens(accord.portal, { node, target, tokenDays: 30, enrolments })
}

test('whatever only refers to an account does not wait while it is changed', async () => {
  const vera = await aContributor(accord, node.organisationId)
  const { organisationId } = node
  const { portal, reached, goOn } = heldBeforeCommit(accord)
  const asked = { organisationId, pseudonym: vera.pseudonym }
  const holding = portal.db.as({ organisation: organisationId }, (tx) => holdRecord(portal, tx, asked))
  await reached
  expect(await aContributor(accord, node.organisationId, vera)).toMatchObject({ id: vera.id })
  goOn()
  await holding
})

test('who opens a letter waits for its record first, and holds the enrolment for nobody’s correction', async () => {
  const letter = await aLetter(accord, node.organisationId)
  const contributorId = (await record(letter))?.contributor.id ?? ''
  const account = await held(theAccount(contributorId))
  const claim = claimed(letter)
  await untilSomebodyWaits()
  expect(await isFree(theEnrolment(letter.enrolmentId))).toBe(true)
  await account.letGo()
  expect(await claim).toMatchObject({ ok: true, event: { contributorId } })
})

test.each([
  ['who corrects', corrected],
  ['who enters a paper', record],
])('%s lets an enrolment go that became somebody’s meanwhile, and waits for her account', async (_, act) => {
  const letter = await aLetter(accord, node.organisationId)
  const vera = await aContributor(accord, node.organisationId)
  const claim = await held(becomes(letter.enrolmentId, vera.id))
  const acting = act(letter)
  await untilSomebodyWaits()
  const account = await held(theAccount(vera.id))
  await claim.letGo()
  await expect.poll(() => isFree(theEnrolment(letter.enrolmentId)), { timeout: 5_000 }).toBe(true)
  await account.letGo()
  expect(await acting).toBeTruthy()
})

test('a death is reported of nobody whose number is given up at the same moment', async () => {
  const [letter, other] = [await aLetter(accord, node.organisationId), await aLetter(accord, node.organisationId)]
  const retiring = await held(retires(letter, other))
  const { pseudonym } = letter
  const entering = enterDeath(accord.portal, { clerk, pseudonym, diedOn: dayOf(new Date()) })
  await untilSomebodyWaits()
  await retiring.letGo()
  expect(await entering).toEqual({ ok: false, refusal: 'nobody-by-this-pseudonym' })
})

describe('a file of papers', () => {
  const signedYesterday = { signed_on: addDays(dayOf(new Date()), -1) }

  async function checked(rows: Cells[]) {
    const { staffId, organisationId } = clerk
    const file = await aFileOf(form, rows)
    const looked = await checkImport(accord.portal, { staffId, organisationId, formId: form.id, file })
    const importId = looked.ok ? looked.event.id : ''
    const entry = { staffId, organisationId, importId, file, part: 'every-row', summaryOf: () => [] } as const
    return () => enterImport(accord.portal, entry)
  }

  const enters = async (rows: Cells[]) => (await checked(rows))()

  test('waits for every account before it takes back a token of one', async () => {
    const [token] = await issuedTo(earlier)
    const account = await held(theAccount(later.id))
    const entering = enters([earlier, later].map(({ pseudonym }) => aNo(form, pseudonym, signedYesterday)))
    await untilSomebodyWaits()
    expect(await isFree(sql`select from consent_tokens where jti = ${token?.jti} for update`)).toBe(true)
    await account.letGo()
    expect(await entering).toMatchObject({ ok: true })
  })

  test('is entered of nobody whose number is given up at the same moment', async () => {
    const [letter, other] = [await aLetter(accord, node.organisationId), await aLetter(accord, node.organisationId)]
    const enter = await checked([aNo(form, letter.pseudonym, signedYesterday)])
    const retiring = await held(theEnrolment(letter.enrolmentId), retires(letter, other))
    const entering = enter()
    await untilSomebodyWaits()
    await retiring.letGo()
    expect(await entering).toMatchObject({ ok: false })
  })

  test('waits for accounts before it opens records for others', async () => {
    const vera = await aContributor(accord, node.organisationId)
    const stranger = await aLetter(accord, node.organisationId)
    const account = await held(theAccount(vera.id))
    const entering = enters([vera, stranger].map(({ pseudonym }) => aNo(form, pseudonym, signedYesterday)))
    await untilSomebodyWaits()
    expect(await isFree(theEnrolment(stranger.enrolmentId))).toBe(true)
    await account.letGo()
    expect(await entering).toMatchObject({ ok: true })
  })

  test('binds her no under the number that took the place of hers at the same moment', async () => {
    const vera = await aContributor(accord, node.organisationId)
    const account = await held(theAccount(vera.id))
    const { pseudonym } = vera
    const correction = correctAtDesk(accord.portal, { clerk, pseudonym, correction: 'replaced', other: randomUUID() })
    await untilSomebodyWaits()
    const entering = enters([aNo(form, pseudonym, signedYesterday)])
    await expect.poll(howManyWait, { timeout: 20_000 }).toBe(2)
    await account.letGo()
    expect(await correction).toMatchObject({ ok: true })
    expect(await entering).toMatchObject({ ok: true })
    const standing = await accord.owner.as('public', (tx) => findStanding(tx, vera.id))
    expect(consentTo(standing, 'lung')?.state).toBe('refused')
  })
})

test('a row that stays behind under a number that is given up is told, and holds up no other', async () => {
  const [letter, other] = [await aLetter(accord, node.organisationId), await aLetter(accord, node.organisationId)]
  await accord.owner.as('public', (tx) => tx.execute(retires(letter, other)))
  const asked = { organisationId: node.organisationId, form, enteredBy: 'ana', decidedBy: 'bojan' }
  const row = { ...A_ROW, enrolmentId: letter.enrolmentId, pseudonym: letter.pseudonym, retiredAt: new Date() }
  const progress = await accord.portal.db.as({ organisation: node.organisationId }, (tx) =>
    recordImportRows(accord.portal, tx, [row as AddressedRow], asked),
  )
  expect(progress).toMatchObject([{ stage: 'settled', hindrance: 'not-enrolled' }])
})

test('who sends another letter waits for the enrolment before touching the letters to it', async () => {
  const letter = await aLetter(accord, node.organisationId)
  const enrolment = await held(theEnrolment(letter.enrolmentId))
  const asked = { node, enrolmentId: letter.enrolmentId, birth_date: letter.birthDate, language: 'en' }
  const sending = inviteAgain(accord.portal, asked)
  await untilSomebodyWaits()
  expect(await isFree(theLetter(letter.selector))).toBe(true)
  await enrolment.letGo()
  expect(await sending).toMatchObject({ ok: true })
})
