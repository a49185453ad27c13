import { and, eq, ne, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { consentTo } from '#app/domain/consent/standing.ts'
import { dayOf } from '#app/domain/day.ts'
import { assessUsageReport } from '#app/services/assess-usage-report.server.ts'
import { checkPaper } from '#app/services/check-paper.server.ts'
import { claimInvitation } from '#app/services/claim-invitation.server.ts'
import { confirmDeath } from '#app/services/confirm-death.server.ts'
import { correctAsNode } from '#app/services/correct-as-node.server.ts'
import { correctAtDesk } from '#app/services/correct-at-desk.server.ts'
import { decideForSubjects } from '#app/services/decide-for-subjects.server.ts'
import { enrolPeople } from '#app/services/enrol-people.server.ts'
import { enterDeath } from '#app/services/enter-death.server.ts'
import { handOutTokensOf } from '#app/services/hand-out-consent-tokens.server.ts'
import { holdRecord } from '#app/services/hold-record.server.ts'
import { introspectToken } from '#app/services/introspect-token.server.ts'
import { inviteAgain } from '#app/services/invite-again.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { listEnrolments } from '#app/services/list-enrolments.server.ts'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { readDeaths } from '#app/services/read-deaths.server.ts'
import { readPapers } from '#app/services/read-papers.server.ts'
import { takeBackDeath } from '#app/services/take-back-death.server.ts'
import { findClaimsKnown } from '#db/queries/audited.server.ts'
import { findClaimedAmong } from '#db/queries/enrolments.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { findUsesOf } from '#db/queries/uses-of.server.ts'
import {
  consentTokens,
  contributors,
  deaths,
  enrolments,
  eventDeliveries,
  messages,
  papers,
  staffRoles,
  usageReports,
  usageSubjects,
} from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aDataUse,
  aNode,
  aProgramme,
  REQUEST,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { brokenLinks, recordOnDisk } from '#tests/support/chain.ts'
import { aLetter, type TestLetter } from '#tests/support/letters.ts'
import { hasAddress } from '#tests/support/mail-address.ts'
import { aClerk, enters } from '#tests/support/paper.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aStaffMember } from './support/staff.ts'

let accord: TestPortal
let node: TestNode
let elsewhere: TestNode
let clerk: { staffId: string; organisationId: string }
let vera: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await openStatusLists(accord.portal)
  node = await aNode(accord, ['lung'])
  elsewhere = await aNode(accord, ['lung'], 'PT')
  const { id } = await aStaffMember(accord, [{ role: 'clerk', organisationId: node.organisationId }])
  clerk = { staffId: id, organisationId: node.organisationId }
})
afterAll(() => accord.close())
beforeEach(async () => {
  vera = await aContributor(accord, node.organisationId)
  await answers(accord, vera, 'yes')
})

const TOOL = { name: 'Demo tool', version: '1' }
const A_REPORT = { jti: 'a-report', sequence: 1, operation: 'training', tool: TOOL, outcome: 'used' } as const

const fresh = () => `n${crypto.randomUUID().replaceAll('-', '').slice(0, 24)}`

function issued({ id, enrolmentId, pseudonym }: TestContributor, where = node) {
  return issueConsentTokens(accord.portal, {
    node: where,
    target: { basis: 'consent', programme: 'lung' },
    tokenDays: 30,
    enrolments: [{ id: enrolmentId, contributorId: id, pseudonym }],
  })
}

function replaced({ pseudonym }: { pseudonym: string }, other: string) {
  return correctAtDesk(accord.portal, { clerk, pseudonym, correction: 'replaced', other })
}

function merged({ pseudonym }: { pseudonym: string }, into: { pseudonym: string }) {
  return correctAtDesk(accord.portal, { clerk, pseudonym, correction: 'merged', other: into.pseudonym })
}

function notHers({ pseudonym }: { pseudonym: string }) {
  return correctAtDesk(accord.portal, { clerk, pseudonym, correction: 'not-hers', other: null })
}

function claimed({ selector, code, birthDate }: TestLetter) {
  return claimInvitation(accord.portal, { selector, code, birthDate, language: 'en', signedInAs: null, join: null })
}

const seen = {
  /** Whose a pseudonym is now, as a hospital that asks about it finds it. */
  whose: async (pseudonym: string) => {
    const asked = { organisationId: node.organisationId, pseudonyms: [pseudonym] }
    const [found] = await accord.portal.db.as({ organisation: node.organisationId }, (tx) =>
      findClaimedAmong(tx, asked),
    )
    return found?.contributorId ?? null
  },
  standing: (id: string) => accord.owner.as('public', (tx) => findStanding(tx, id)),
  liveTokens: (enrolmentId: string) =>
    accord.owner.as('public', (tx) =>
      tx
        .select()
        .from(consentTokens)
        .where(and(eq(consentTokens.enrolmentId, enrolmentId), eq(consentTokens.state, 'issued'))),
    ),
  enrolmentOf: async (pseudonym: string) => {
    const rows = await accord.owner.as('public', (tx) =>
      tx.select().from(enrolments).where(eq(enrolments.pseudonym, pseudonym)),
    )
    return rows[0]
  },
  /** What the hospital's node was told of these tokens, in the order in which it will hear it. */
  told: async (...jtis: string[]) => {
    const rows = await accord.owner.as('public', (tx) =>
      tx.select().from(eventDeliveries).orderBy(eventDeliveries.position),
    )
    return rows.filter(({ tokenJti }) => jtis.includes(tokenJti ?? '')).map(({ type }) => type)
  },
  isSomebodyWaiting: async () => {
    const waiting = sql`select 1 from pg_locks where not granted`
    return (await accord.owner.as('public', (tx) => tx.execute(waiting))).length > 0
  },
  record: (id: string) => recordOnDisk(accord, id),
}

describe('a pseudonym that is replaced', () => {
  test('gives its tokens back, and what she chose goes on under the new one', async () => {
    const [old] = await issued(vera)
    const number = fresh()
    expect(await replaced(vera, number)).toMatchObject({ ok: true, event: { enrolment: { pseudonym: number } } })
    expect(await seen.liveTokens(vera.enrolmentId)).toEqual([])
    const now = await seen.enrolmentOf(number)
    const [token] = await seen.liveTokens(now?.id ?? '')
    expect(token).toMatchObject({ contributorId: vera.id, target: 'lung' })
    expect(await seen.told(old?.jti ?? '', token?.jti ?? '')).toEqual([
      'consent-token-issued',
      'consent-token-revoked',
      'consent-token-issued',
    ])
    expect(consentTo(await seen.standing(vera.id), 'lung')?.state).toBe('given')
  })

  test('is unknown from then on, and is never given to anybody again', async () => {
    await replaced(vera, fresh())
    expect(await seen.whose(vera.pseudonym)).toBeNull()
    const people = [{ pseudonym: vera.pseudonym, birth_date: '1951-03-07', language: 'en' }]
    expect(await enrolPeople(accord.portal, { node, people, key: null })).toMatchObject({
      refusal: 'pseudonym-already-enrolled',
    })
    const again = { node, enrolmentId: vera.enrolmentId, birth_date: '1951-03-07', language: 'en' }
    expect(await inviteAgain(accord.portal, again)).toMatchObject({ refusal: 'enrolment-not-found' })
    const { organisationId } = node
    const held = await accord.portal.db.as({ organisation: organisationId }, (tx) =>
      holdRecord(accord.portal, tx, { organisationId, pseudonym: vera.pseudonym }),
    )
    expect(held).toBeNull()
    expect(await replaced(vera, fresh())).toMatchObject({ refusal: 'enrolment-not-found' })
    const page = await listEnrolments(accord.portal, { node, after: vera.pseudonym.slice(0, -1) })
    expect(page.enrolments.map(({ pseudonym }) => pseudonym)).not.toContain(vera.pseudonym)
  })

  test('is worth nothing from then on, asked by its token, in a list of people, or for new tokens', async () => {
    const [token] = await issued(vera)
    const isActive = async () =>
      (await introspectToken(accord.portal, { ...node, scopes: [] }, token?.compact ?? '')).active
    expect(await isActive()).toBe(true)
    const number = fresh()
    await replaced(vera, number)
    await expect.poll(isActive, { timeout: 5_000 }).toBe(false)
    const basis = { legal_basis: 'consent', programme: 'lung' } as const
    const subjects = [vera.pseudonym, number]
    const decided = await decideForSubjects(accord.portal, { node, basis, use: REQUEST, subjects })
    expect(decided.ok && decided.event.permitted).toEqual([number])
    const handedOut = await handOutTokensOf(accord.portal, { node, basis, subjects })
    const held: string[] = []
    if (handedOut.ok) for await (const some of handedOut.event) held.push(...some.map(({ subject }) => subject))
    expect(held).toEqual([number])
  })

  test('still answers an auditor’s question about the time when it was hers', async () => {
    const { organisationId } = node
    await replaced(vera, fresh())
    const claims = await accord.portal.db.as({ organisation: organisationId }, (tx) =>
      findClaimsKnown(tx, { organisationId, pseudonym: vera.pseudonym }, new Date()),
    )
    expect(claims.map(({ contributorId }) => contributorId)).toEqual([vera.id, null])
    const { successorId } = (await seen.enrolmentOf(vera.pseudonym)) ?? {}
    expect(claims.map(({ followedBy }) => followedBy)).toEqual([[successorId], [successorId]])
  })

  test('leaves a letter in the post as good as it was', async () => {
    const letter = await aLetter(accord, node.organisationId)
    const number = fresh()
    await replaced(letter, number)
    const opened = await claimed(letter)
    expect(opened.ok && (await seen.whose(number))).toBe(opened.ok && opened.event.contributorId)
  })

  test('takes along what was reported for her', async () => {
    const member = { enteredBy: clerk.staffId, enteredAt: new Date(), organisationId: node.organisationId }
    await accord.owner.as('public', (tx) =>
      tx
        .insert(deaths)
        .values({ id: crypto.randomUUID(), enrolmentId: vera.enrolmentId, diedOn: '2026-11-01', ...member }),
    )
    const number = fresh()
    await replaced(vera, number)
    const now = await seen.enrolmentOf(number)
    const [moved] = await accord.owner.as('public', (tx) =>
      tx
        .select()
        .from(deaths)
        .where(eq(deaths.enrolmentId, now?.id ?? '')),
    )
    expect(moved?.diedOn).toBe('2026-11-01')
  })

  test('takes along the papers that came in for her, which a second clerk can still check', async () => {
    const nina = await aContributor(accord, node.organisationId)
    const paper = await enters(accord, clerk, nina.pseudonym, { says: 'yes' })
    const number = fresh()
    expect(await replaced(nina, number)).toMatchObject({ ok: true })
    const paperId = paper.ok ? paper.event.id : ''
    const [listed] = (await readPapers(accord.portal, clerk)).filter(({ id }) => id === paperId)
    expect(listed?.pseudonym).toBe(number)
    const second = await aClerk(accord, node.organisationId)
    const check = { clerk: second, paperId, finding: { quality: 'correct' } } as const
    expect(await checkPaper(accord.portal, check)).toMatchObject({ ok: true })
  })

  test('stands in a report of what was used before, and in none of what was used after', async () => {
    const { id: dataUseId } = await aDataUse(accord, 'lung', { legalBasis: 'consent' })
    const number = fresh()
    const before = new Date()
    await replaced(vera, number)
    const booked = (at: Date, ...values: string[]) =>
      assessUsageReport(accord.portal, node, { ...A_REPORT, dataUseId, at, named: { by: 'pseudonym', values } })
    const now = await seen.enrolmentOf(number)
    const used = { booking: { booking: 'accepted' }, unknown: 0, people: [{ enrolmentId: now?.id, covered: true }] }
    expect(await booked(before, vera.pseudonym)).toMatchObject(used)
    expect(await booked(before, vera.pseudonym, number)).toMatchObject(used)
    expect(await booked(new Date(), vera.pseudonym)).toMatchObject({ booking: { booking: 'disputed' }, unknown: 1 })
    await notHers({ pseudonym: number })
    expect(await booked(before, vera.pseudonym)).toMatchObject({ unknown: 1, people: [] })
  })

  test('stays hers who opens the letter while it is replaced', async () => {
    const letter = await aLetter(accord, node.organisationId)
    const number = fresh()
    const [opened, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const claim = accord.owner.as('public', async (tx) => {
      const hers = { contributorId: vera.id, claimedAt: new Date() }
      await tx.update(enrolments).set(hers).where(eq(enrolments.id, letter.enrolmentId))
      opened.resolve()
      await mayGoOn.promise
    })
    await opened.promise
    const correction = replaced(letter, number)
    await expect.poll(seen.isSomebodyWaiting, { timeout: 20_000 }).toBe(true)
    mayGoOn.resolve()
    await claim
    expect(await correction).toMatchObject({ ok: true })
    expect(await seen.whose(number)).toBe(vera.id)
  }, 30_000)

  test('is not replaced by one that was ever used, and nothing happens', async () => {
    const other = await aContributor(accord, node.organisationId)
    const [token] = await issued(vera)
    expect(await replaced(vera, other.pseudonym)).toMatchObject({ refusal: 'pseudonym-already-enrolled' })
    expect(await replaced(vera, vera.pseudonym)).toMatchObject({ refusal: 'pseudonyms-are-one' })
    expect(await issued(vera)).toEqual([token])
  })

  test('cannot be changed or freed in the database either', async () => {
    await replaced(vera, fresh())
    const freed = accord.portal.db.as({ organisation: node.organisationId }, (tx) =>
      tx.execute(sql`update enrolments set retired_at = null, successor_id = null where id = ${vera.enrolmentId}`),
    )
    await expect(freed).rejects.toMatchObject({ cause: { message: expect.stringContaining('only ever added') } })
  })
})

describe('a pseudonym that was somebody else’s', () => {
  test('is nobody’s, its tokens are taken back, and what she says elsewhere stands', async () => {
    const abroad = await aContributor(accord, elsewhere.organisationId, vera)
    const [here] = await issued(vera)
    const [there] = await issued(abroad, elsewhere)
    expect(await notHers(vera)).toMatchObject({ ok: true })
    expect(await seen.whose(vera.pseudonym)).toBeNull()
    expect(await seen.told(here?.jti ?? '')).toContain('consent-token-revoked')
    expect(await issued(vera)).toEqual([])
    expect(await issued(abroad, elsewhere)).toEqual([there])
  })

  test('is written into her record as her hospital’s act, and everything before stays', async () => {
    await aContributor(accord, elsewhere.organisationId, vera)
    await notHers(vera)
    const rows = await seen.record(vera.id)
    expect(rows.map(({ type }) => type)).toEqual(['consent-given', 'enrolment-corrected'])
    expect(rows.at(-1)?.by).toEqual({ kind: 'organisation', id: node.organisationId, how: 'portal' })
    expect(brokenLinks(rows)).toEqual([])
  })

  test('is told her by mail, if she asked to be told of what others do for her', async () => {
    await hasAddress(accord, vera.id, ['acted-for-me'])
    await notHers(vera)
    const told = await accord.owner.as('public', (tx) =>
      tx
        .select({ topic: messages.topic })
        .from(messages)
        .where(and(eq(messages.contributorId, vera.id), ne(messages.topic, 'address-number'))),
    )
    expect(told).toEqual([{ topic: 'acted-for-you' }])
  })

  test('shows her none of the uses under it any more; they stay on record as a stranger’s', async () => {
    const { id: dataUseId } = await aDataUse(accord, 'lung', { legalBasis: 'consent' })
    const [reportId, jws] = [crypto.randomUUID(), '']
    await accord.owner.as('public', async (tx) => {
      const told = {
        operation: 'training',
        toolName: 'Demo tool',
        toolVersion: '1',
        unknownSubjects: 0,
        sequence: 1,
        jws,
      }
      const booked = { outcome: 'used', booking: 'accepted', at: new Date(), receivedAt: new Date() } as const
      await tx
        .insert(usageReports)
        .values({ id: reportId, nodeId: node.id, jti: reportId, dataUseId, ...told, ...booked })
      const named = { reportId, enrolmentId: vera.enrolmentId, contributorId: vera.id, covered: true }
      await tx.insert(usageSubjects).values(named)
    })
    const usesOf = () => accord.portal.db.as({ subject: vera.id }, (tx) => findUsesOf(tx, vera.id))
    expect(await usesOf()).toHaveLength(1)
    await notHers(vera)
    expect(await usesOf()).toEqual([])
    const kept = await accord.owner.as('public', (tx) =>
      tx.select().from(usageSubjects).where(eq(usageSubjects.reportId, reportId)),
    )
    expect(kept).toMatchObject([{ enrolmentId: vera.enrolmentId, covered: true }])
  })

  test('nor what came under the pseudonym that it followed, in uses, tokens and papers', async () => {
    const nina = await aContributor(accord, node.organisationId)
    await enters(accord, clerk, nina.pseudonym, { says: 'yes' })
    await answers(accord, nina, 'yes')
    await issued(nina)
    const hers = () =>
      accord.owner.as('public', async (tx) => ({
        papers: await tx.select().from(papers).where(eq(papers.contributorId, nina.id)),
        tokens: await tx.select().from(consentTokens).where(eq(consentTokens.contributorId, nina.id)),
      }))
    expect(await hers()).toMatchObject({ papers: [{}], tokens: [{}] })
    const number = fresh()
    await replaced(nina, number)
    await notHers({ pseudonym: number })
    expect(await hers()).toEqual({ papers: [], tokens: [] })
  })

  test('is not taken from her while her death is reported under it', async () => {
    await accord.owner.as('public', (tx) =>
      tx.update(contributors).set({ diedOn: '2026-11-01' }).where(eq(contributors.id, vera.id)),
    )
    expect(await notHers(vera)).toMatchObject({ refusal: 'death-stands' })
    expect(await seen.whose(vera.pseudonym)).toBe(vera.id)
  })

  test('takes with it everything that could permit, where it was her only one', async () => {
    await notHers(vera)
    expect((await seen.record(vera.id)).map(({ type }) => type)).toEqual(['consent-given', 'claim-voided'])
    expect(consentTo(await seen.standing(vera.id), 'lung')).toBeNull()
  })

  test('opens to nobody by a letter that was sent before, claimed or not', async () => {
    const letter = await aLetter(accord, node.organisationId)
    await claimed(letter)
    await notHers(letter)
    expect(await claimed(letter)).toMatchObject({ refusal: 'invitation-not-matched' })
    const unopened = await aLetter(accord, node.organisationId)
    await notHers(unopened)
    expect(await claimed(unopened)).toMatchObject({ refusal: 'invitation-not-matched' })
  })

  test('can be claimed with a new letter, by the person whose it is', async () => {
    await notHers(vera)
    const letter = await aLetter(accord, node.organisationId, { enrolmentId: vera.enrolmentId })
    const opened = await claimed(letter)
    expect(opened.ok && opened.event.contributorId).not.toBe(vera.id)
    expect(await seen.whose(vera.pseudonym)).toBe(opened.ok && opened.event.contributorId)
  })
})

describe('two pseudonyms of one person', () => {
  test('are one, where one of them was never claimed', async () => {
    const letter = await aLetter(accord, node.organisationId)
    await issued(vera)
    expect(await merged(vera, letter)).toMatchObject({
      ok: true,
      event: { enrolment: { pseudonym: letter.pseudonym } },
    })
    expect(await seen.whose(letter.pseudonym)).toBe(vera.id)
    expect(await seen.whose(vera.pseudonym)).toBeNull()
    expect(await seen.liveTokens(letter.enrolmentId)).toHaveLength(1)
    expect(await claimed(letter)).toMatchObject({ refusal: 'invitation-not-matched' })
  })

  test('are one, where nobody claimed either', async () => {
    const [one, other] = [await aLetter(accord, node.organisationId), await aLetter(accord, node.organisationId)]
    expect(await merged(one, other)).toMatchObject({ ok: true })
    expect(await claimed(one)).toMatchObject({ refusal: 'invitation-not-matched' })
    expect(await claimed(other)).toMatchObject({ ok: true })
  })

  test('keep her token, where she claimed both', async () => {
    const second = await aContributor(accord, node.organisationId, vera)
    const [token] = await issued(second)
    expect(await merged(vera, second)).toMatchObject({ ok: true })
    expect(await issued(second)).toEqual([token])
  })

  test('were two until then: what was used under the one that nobody had is disputed as before', async () => {
    const { id: dataUseId } = await aDataUse(accord, 'lung', { legalBasis: 'consent' })
    const letter = await aLetter(accord, node.organisationId)
    const before = new Date()
    await merged(letter, vera)
    const named = { by: 'pseudonym' as const, values: [letter.pseudonym] }
    const report = { ...A_REPORT, dataUseId, at: before, named }
    expect(await assessUsageReport(accord.portal, node, report)).toMatchObject({ unknown: 1, people: [] })
  })

  test('follow the account that permits less, whichever pseudonym is kept; both are told', async () => {
    const said = await aContributor(accord, node.organisationId)
    await answers(accord, said, 'no')
    await issued(vera)
    expect(await merged(said, vera)).toMatchObject({ ok: true })
    expect(await seen.whose(vera.pseudonym)).toBe(said.id)
    expect(await seen.liveTokens(vera.enrolmentId)).toEqual([])
    expect(await issued(vera)).toEqual([])
    expect((await seen.record(said.id)).at(-1)?.type).toBe('enrolment-corrected')
    expect((await seen.record(vera.id)).at(-1)?.type).toBe('enrolment-corrected')
    expect(consentTo(await seen.standing(vera.id), 'lung')?.state).toBe('given')
  })

  test('stay two, where each account says what the other does not', async () => {
    const one = await aContributor(accord, node.organisationId)
    await answers(accord, one, 'no')
    const by = { kind: 'contributor', id: vera.id, how: 'portal' } as const
    await objectToUse(accord.portal, { contributorId: vera.id, country: 'SI', snapshot: SNAPSHOT, by })
    expect(await merged(one, vera)).toMatchObject({ ok: false, refusal: 'pseudonyms-disagree' })
    expect(await seen.whose(one.pseudonym)).toBe(one.id)
    expect(await seen.whose(vera.pseudonym)).toBe(vera.id)
  })

  test('have one report of her death between them, which can be taken back', async () => {
    const letter = await aLetter(accord, node.organisationId)
    const second = await aClerk(accord, node.organisationId)
    const today = dayOf(accord.portal.clock.now())
    const reported = async ({ pseudonym }: { pseudonym: string }) => {
      const report = await enterDeath(accord.portal, { clerk, pseudonym, diedOn: today })
      return report.ok ? report.event.id : ''
    }
    const [waiting, deathId] = [await reported(letter), await reported(vera)]
    expect(await confirmDeath(accord.portal, { clerk: second, deathId })).toMatchObject({ ok: true })
    expect(await merged(vera, letter)).toMatchObject({ ok: true })
    expect((await readDeaths(accord.portal, clerk)).map(({ id }) => id)).not.toContain(waiting)
    expect(await takeBackDeath(accord.portal, { clerk, deathId })).toMatchObject({ ok: true })
    expect(await issued({ ...vera, ...letter })).toHaveLength(1)
  })

  test('take along the paper of whoever speaks no more', async () => {
    const [silent, said] = [await aContributor(accord, node.organisationId), vera]
    expect(await enters(accord, clerk, silent.pseudonym, { says: 'yes' })).toMatchObject({ ok: true })
    expect(await merged(silent, said)).toMatchObject({ ok: true })
    expect(await seen.whose(said.pseudonym)).toBe(said.id)
  })

  test('are one at one hospital alone', async () => {
    const abroad = await aContributor(accord, elsewhere.organisationId)
    expect(await merged(vera, abroad)).toMatchObject({ refusal: 'enrolment-not-found' })
    expect(await merged(abroad, vera)).toMatchObject({ refusal: 'enrolment-not-found' })
  })
})

describe('whoever corrects', () => {
  test('holds the role at that moment, or is refused', async () => {
    const { id } = await aStaffMember(accord, [{ role: 'clerk', organisationId: node.organisationId }])
    const asked = { pseudonym: vera.pseudonym, correction: 'not-hers', other: null } as const
    const elsewhereClerk = { staffId: id, organisationId: elsewhere.organisationId }
    expect(await correctAtDesk(accord.portal, { ...asked, clerk: elsewhereClerk })).toMatchObject({
      refusal: 'not-allowed',
    })
    await accord.owner.as('public', (tx) => tx.delete(staffRoles).where(eq(staffRoles.staffId, id)))
    const dismissed = { staffId: id, organisationId: node.organisationId }
    expect(await correctAtDesk(accord.portal, { ...asked, clerk: dismissed })).toMatchObject({ refusal: 'not-allowed' })
    expect(await seen.whose(vera.pseudonym)).toBe(vera.id)
  })

  test('may send it again under its key: it was done once', async () => {
    const other = fresh()
    const asked = { node, enrolmentId: vera.enrolmentId, key: fresh(), correction: 'replaced', other } as const
    const first = await correctAsNode(accord.portal, asked)
    const second = await correctAsNode(accord.portal, asked)
    expect(second.ok && second.event.enrolment.id).toBe(first.ok && first.event.enrolment.id)
  })

  test('is one of many at the same moment, of whom one does it', async () => {
    const results = await Promise.all([fresh(), fresh(), fresh(), fresh()].map((number) => replaced(vera, number)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  })
})
