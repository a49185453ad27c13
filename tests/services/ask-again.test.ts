import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { askAgain } from '#app/services/ask-again.server.ts'
import { keepForNow } from '#app/services/keep-for-now.server.ts'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { seeChange } from '#app/services/see-change.server.ts'
import { supersedeForm } from '#app/services/supersede-form.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { lockContributor } from '#db/queries/contributors.server.ts'
import { formVersions, reconsentRequests } from '#db/schema/index.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aForm, aNode, aProgramme, SNAPSHOT, type TestContributor } from '#tests/support/build.ts'
import { heldBeforeCommit } from '#tests/support/held.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

/** People say yes on day 0; the version after theirs is published then. Reminders follow after 14 days. */
const DAY_0 = new Date('2026-06-01T08:00:00Z')

let accord: TestPortal
let organisationId: string
let version = 1
let person: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  on(-1)
  await aProgramme(accord)
  organisationId = (await aNode(accord, ['lung'])).organisationId
})
afterAll(() => accord.close())

beforeEach(async () => {
  on(0)
  person = await whoSaidYes()
})

function on(day: number): void {
  accord.setTime(new Date(DAY_0.getTime() + day * 86_400_000))
}

async function whoSaidYes(): Promise<TestContributor> {
  const one = await aContributor(accord, organisationId)
  await answers(accord, one, 'yes', { formId: `lung-${version}` })
  return one
}

async function publishes(change: 'minor' | 'major'): Promise<string> {
  const form = { ...aForm('lung', String(version + 1)), follows: `lung-${version}`, change }
  version += 1
  // Versions are told apart by when they were published, which here is all the same day.
  const publishedAt = new Date(DAY_0.getTime() + version)
  await accord.owner.as('public', (tx) => tx.insert(formVersions).values({ ...form, publishedAt }))
  return form.id
}

async function told(one = person, formId = `lung-${version}`) {
  const rows = await accord.owner.as('public', (tx) =>
    tx.select().from(reconsentRequests).where(eq(reconsentRequests.contributorId, one.id)),
  )
  return rows.find((row) => row.formId === formId) ?? null
}

async function remindersAfter(...days: number[]): Promise<number[]> {
  const counts: number[] = []
  for (const day of days) {
    on(day)
    await askAgain(accord.portal)
    counts.push((await told())?.reminders ?? -1)
  }
  return counts
}

/** She answers the new version while people are told and reminded; once she has, it is done again. */
async function answersWhileAsked(formId: string): Promise<void> {
  await accord.portal.db.as({ subject: person.id }, async (tx) => {
    await lockContributor(tx, person.id)
    await tx.execute(sql`update consents set form_id = ${formId} where contributor_id = ${person.id}`)
    await askAgain(accord.portal)
  })
  await askAgain(accord.portal)
}

/** How many in this database wait for what another holds. */
async function waiting(): Promise<number> {
  const rows = await accord.owner.as('public', (tx) =>
    tx.execute(sql`select pid from pg_locks join pg_stat_activity using (pid)
      where not granted and datname = current_database()`),
  )
  return rows.length
}

const later = (askAgainOn: string | null) =>
  keepForNow(accord.portal, {
    contributorId: person.id,
    programmeId: 'lung',
    formId: `lung-${version}`,
    snapshot: SNAPSHOT,
    askAgainOn,
  })

describe('who is told', () => {
  test.each(['minor', 'major'] as const)('of a %s change, who said yes to the version before', async (change) => {
    await publishes(change)
    await askAgain(accord.portal)
    expect(await told()).toMatchObject({
      change,
      programmeId: 'lung',
      reminders: 0,
      lastRemindedAt: null,
      seenAt: null,
    })
  })

  test('nobody who never answered, said no, stopped, objects, or whose yes is over', async () => {
    const [silent, refusing, stopping, objecting] = await Promise.all([
      aContributor(accord, organisationId),
      aContributor(accord, organisationId),
      whoSaidYes(),
      whoSaidYes(),
    ])
    await answers(accord, refusing, 'no', { formId: `lung-${version}` })
    const hers = { contributorId: stopping.id, snapshot: SNAPSHOT }
    await withdrawConsent(accord.portal, { ...hers, programmeId: 'lung', tier: 'stop' })
    await objectToUse(accord.portal, { contributorId: objecting.id, country: 'SI', snapshot: SNAPSHOT })
    await publishes('major')
    await askAgain(accord.portal)
    for (const one of [silent, refusing, stopping, objecting]) expect(await told(one)).toBeNull()

    on(6 * 365)
    await publishes('major')
    await askAgain(accord.portal)
    expect(await told()).toBeNull()
  })

  test('everybody, in however many batches, and each once by two workers at the same time', async () => {
    const people = await Promise.all(Array.from({ length: 9 }, whoSaidYes))
    const formId = await publishes('major')
    await Promise.all([askAgain(accord.portal, { atOnce: 2 }), askAgain(accord.portal, { atOnce: 3 })])
    await askAgain(accord.portal, { atOnce: 2 })
    for (const one of people) expect(await told(one)).toMatchObject({ formId, reminders: 0 })
  })

  test('nobody who is answering at this moment: her answer comes first', async () => {
    await answersWhileAsked(await publishes('major'))
    expect(await told()).toBeNull()
  })

  test('of more than words, once, whose own version is taken back after she was told of words alone', async () => {
    const formId = await publishes('minor')
    await askAgain(accord.portal)
    const other = await whoSaidYes()
    await seeChange(accord.portal, { contributorId: person.id, formId })
    expect(await told()).toMatchObject({ change: 'minor', seenAt: DAY_0 })

    on(3)
    await supersedeForm(accord.portal, { formId: `lung-${version - 1}`, by: { name: 'Demo Operator', reason: null } })
    await Promise.all([askAgain(accord.portal, { atOnce: 1 }), askAgain(accord.portal, { atOnce: 1 })])
    const asked = await told()
    expect(asked).toMatchObject({ change: 'major', seenAt: null, reminders: 0 })
    expect(asked?.toldAt).toEqual(accord.portal.clock.now())
    expect(await remindersAfter(4, 16, 17, 31, 200)).toEqual([0, 0, 1, 2, 2])
    expect(await told()).toMatchObject({ toldAt: asked?.toldAt })
    expect(await told(other)).toBeNull()
  })

  test('once, where she sees by herself what changed at the moment in which she is told', async () => {
    const formId = await publishes('major')
    const held = heldBeforeCommit(accord)
    const seeing = seeChange(held.portal, { contributorId: person.id, formId })
    await held.reached
    const telling = askAgain(accord.portal)
    await expect.poll(waiting).toBe(1)
    held.goOn()
    await Promise.all([seeing, telling])
    expect(await told()).toMatchObject({ seenAt: DAY_0, reminders: 0 })
  })
})

describe('who is reminded', () => {
  test('who has not answered, after the days of the settings, and twice at most', async () => {
    await publishes('major')
    expect(await remindersAfter(0, 13, 14, 15, 27, 28, 42, 200)).toEqual([0, 0, 1, 1, 1, 2, 2, 2])
  })

  test('nobody of a minor change', async () => {
    await publishes('minor')
    expect(await remindersAfter(0, 14, 28)).toEqual([0, 0, 0])
  })

  test('nobody before the day that she chose, and then', async () => {
    await publishes('major')
    await askAgain(accord.portal)
    expect(await later('2026-07-11')).toMatchObject({ ok: true })
    expect(await remindersAfter(14, 39, 40, 41)).toEqual([0, 0, 1, 1])
  })

  test('nobody who chose to be asked no more', async () => {
    await publishes('major')
    await askAgain(accord.portal)
    await later(null)
    expect(await remindersAfter(14, 28)).toEqual([0, 0])
  })

  test('who said later to one version is asked about the next', async () => {
    await publishes('major')
    await askAgain(accord.portal)
    await later(null)
    await publishes('major')
    expect(await remindersAfter(1, 15)).toEqual([0, 1])
  })

  test.each(['yes', 'no'] as const)('nobody who answered %s', async (answer) => {
    const formId = await publishes('major')
    await askAgain(accord.portal)
    await answers(accord, person, answer, { formId })
    expect(await remindersAfter(14, 28)).toEqual([0, 0])
  })

  test('nobody who stopped, and nobody of a version that is not the newest', async () => {
    const formId = await publishes('major')
    await askAgain(accord.portal)
    const before = person
    await withdrawConsent(accord.portal, {
      contributorId: person.id,
      programmeId: 'lung',
      tier: 'stop',
      snapshot: SNAPSHOT,
    })
    expect(await remindersAfter(14)).toEqual([0])

    on(0)
    person = await whoSaidYes()
    await publishes('major')
    on(100)
    await askAgain(accord.portal)
    expect(await told(before, formId)).toMatchObject({ reminders: 0 })
  })

  test('each once, by however many workers at the same time', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, whoSaidYes))
    await publishes('major')
    await askAgain(accord.portal)
    on(14)
    await Promise.all([1, 2, 3].map((atOnce) => askAgain(accord.portal, { atOnce })))
    await askAgain(accord.portal)
    for (const one of people) expect(await told(one)).toMatchObject({ reminders: 1 })
  })

  test('not while she is answering: her answer comes first', async () => {
    const formId = await publishes('major')
    await askAgain(accord.portal)
    on(14)
    await answersWhileAsked(formId)
    expect(await told()).toMatchObject({ reminders: 0 })
  })
})
