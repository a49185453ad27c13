import { randomUUID } from 'node:crypto'
import { asc, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formHashes } from '#app/crypto/form-hashes.server.ts'
import { contentOf, type FormContent, type FormDraft } from '#app/domain/form/form-draft.ts'
import { formFile } from '#app/domain/form/form-file.ts'
import { readFormFile } from '#app/http/form-file.ts'
import { draftForm } from '#app/services/draft-form.server.ts'
import { editFormStructure } from '#app/services/edit-form-structure.server.ts'
import { editFormWords } from '#app/services/edit-form-words.server.ts'
import { exportForm } from '#app/services/export-form.server.ts'
import { importForm, replaceForm } from '#app/services/import-form.server.ts'
import { publishForm } from '#app/services/publish-form.server.ts'
import { readFormDraft } from '#app/services/read-form-draft.server.ts'
import { readForms } from '#app/services/read-forms.server.ts'
import { sendBackForm } from '#app/services/send-back-form.server.ts'
import { submitForm } from '#app/services/submit-form.server.ts'
import type { Tx } from '#db/client.server.ts'
import { findFormDraft } from '#db/queries/form-drafts.server.ts'
import { holdVersions } from '#db/queries/form-versions.server.ts'
import { findCurrentForm } from '#db/queries/forms.server.ts'
import { audit, formDrafts, formVersions } from '#db/schema/index.ts'
import { aWholeForm } from '#tests/domain/support/whole-form.ts'
import { aProgramme } from '#tests/support/build.ts'
import { leavesOnDesk } from '#tests/support/form-draft.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aStaffMember, PASSWORD, type TestStaff } from './support/staff.ts'

const languages = ['en', 'sl']
const refusal = (code: string) => ({ ok: false, refusal: code })

let world: TestPortal
let ana: TestStaff
let bojan: TestStaff
let both: TestStaff
let auditor: TestStaff
let elsewhere: TestStaff

beforeAll(async () => {
  world = await testPortal()
  await aProgramme(world, 'breast')
})
afterAll(() => world.close())

/** A programme of its own for every test, which asks with its first version. */
let programmeId: string
beforeEach(async () => {
  programmeId = `lung${randomUUID().slice(0, 8)}`
  await aProgramme(world, programmeId)
  ana = await aStaffMember(world, [{ role: 'editor', programmeId }])
  bojan = await aStaffMember(world, [{ role: 'approver', programmeId }])
  auditor = await aStaffMember(world, [{ role: 'auditor', programmeId }])
  elsewhere = await aStaffMember(world, [
    { role: 'editor', programmeId: 'breast' },
    { role: 'approver', programmeId: 'breast' },
  ])
  both = await aStaffMember(world, [
    { role: 'editor', programmeId },
    { role: 'approver', programmeId },
  ])
})

function content(changes: Partial<FormContent> = {}): FormContent {
  return { ...aWholeForm(languages), programmeId, follows: `${programmeId}-1`, ...changes }
}

async function imports(staff: TestStaff, changes: Partial<FormContent> = {}) {
  return importForm(world.portal, { staffId: staff.id, file: formFile(content(changes), languages), languages })
}

/** A draft of hers, whole in both languages. */
async function aDraft(staff: TestStaff = ana, changes: Partial<FormContent> = {}): Promise<FormDraft> {
  const imported = await imports(staff, changes)
  if (!imported.ok) throw new Error(imported.refusal)
  return imported.event.after
}

async function inReview(changes: Partial<FormContent> = {}): Promise<FormDraft> {
  const { id, revision } = await aDraft(ana, changes)
  const asked = await submitForm(world.portal, { staffId: ana.id, draftId: id, revision, languages })
  if (!asked.ok) throw new Error(asked.refusal)
  return asked.event.after
}

function publishes(staff: TestStaff, { id, revision }: FormDraft, password: string | null = null, age = 0) {
  const authenticatedAt = new Date(world.portal.clock.now().getTime() - age)
  return publishForm(world.portal, { staffId: staff.id, draftId: id, revision, authenticatedAt, password, languages })
}

const asksNow = async () => (await world.portal.db.as('public', (tx) => findCurrentForm(tx, programmeId)))?.id
const stored = (id: string) => world.portal.db.as({ task: 'forms' }, (tx) => findFormDraft(tx, id))

async function actions(): Promise<string[]> {
  const rows = await world.owner.as('public', (tx) =>
    tx.select().from(audit).where(sql`${audit.detail}->>'programme' = ${programmeId}`).orderBy(asc(audit.id)),
  )
  return rows.map(({ action }) => action)
}

describe('the way of a form', () => {
  test('an editor drafts it, another person publishes it, and from then on people are asked with it', async () => {
    const begun = await draftForm(world.portal, { staffId: ana.id, programmeId, languages })
    if (!begun.ok) throw new Error(begun.refusal)
    const replaced = await replaceForm(world.portal, {
      staffId: ana.id,
      draftId: begun.event.after.id,
      revision: 1,
      file: formFile(content(), languages),
      languages,
    })
    if (!replaced.ok) throw new Error(replaced.refusal)
    const asked = { staffId: ana.id, draftId: begun.event.after.id, revision: 2, languages }
    await submitForm(world.portal, asked)
    await sendBackForm(world.portal, { ...asked, staffId: bojan.id, revision: 3 })
    await submitForm(world.portal, { ...asked, revision: 4 })
    expect(await asksNow()).toBe(`${programmeId}-1`)

    expect(await publishes(bojan, { ...replaced.event.after, revision: 5 })).toMatchObject({ ok: true })
    expect(await asksNow()).toBe(`${programmeId}-2`)
    expect(await stored(begun.event.after.id)).toBeNull()
    expect(await actions()).toEqual([
      'form-drafted',
      'form-imported',
      'form-submitted',
      'form-sent-back',
      'form-submitted',
      'form-published',
    ])
  })

  test('the published version says who wrote it, who published it, and proves what each language shows', async () => {
    await publishes(bojan, await inReview())
    const [version] = (await readForms(world.portal, auditor.id))[0]?.versions ?? []
    expect(version).toMatchObject({ authoredBy: ana.id, publishedBy: bojan.id, change: 'major' })
    expect(version?.hashes).toEqual(version && formHashes(contentOf(version)))
    expect(Object.keys(version?.hashes ?? {})).toEqual(languages)
  })

  test('comes out of the portal as it went in, byte for byte, also after it was published', async () => {
    const draft = await inReview()
    const text = async (formId: string) => {
      const exported = await exportForm(world.portal, { staffId: auditor.id, formId, languages })
      return exported.ok ? exported.event.text : exported.refusal
    }
    const before = await text(draft.id)
    await publishes(bojan, draft)
    const after = await text(`${programmeId}-2`)
    expect(after).toBe(before)
    const read = readFormFile(after)
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    const again = await importForm(world.portal, { staffId: ana.id, file: read.file, languages })
    expect(again.ok && (await text(again.event.after.id))).toBe(before)
  })
})

describe('a form is not published', () => {
  test('by its author, also as an approver', async () => {
    const { id, revision } = await aDraft(both)
    await submitForm(world.portal, { staffId: both.id, draftId: id, revision, languages })
    const waiting = (await stored(id)) as FormDraft
    expect(await publishes(both, waiting)).toEqual(refusal('form-own-work'))
  })

  test('by whoever changed a word of it last', async () => {
    const { id, revision, words } = await aDraft(ana)
    const edit = { draftId: id, revision, language: 'sl', words: words.sl as FormDraft['words'][string] }
    expect(await editFormWords(world.portal, { ...edit, staffId: both.id })).toMatchObject({ ok: true })
    await submitForm(world.portal, { staffId: ana.id, draftId: id, revision: revision + 1, languages })
    expect(await publishes(both, (await stored(id)) as FormDraft)).toEqual(refusal('form-own-work'))
  })

  test.each([
    ['an editor', () => ana],
    ['an auditor', () => auditor],
    ['an approver of another programme', () => elsewhere],
  ])('by %s', async (_who, who) => {
    expect(await publishes(who(), await inReview())).toEqual(refusal('not-allowed'))
  })

  test('with a language missing, whatever its state says', async () => {
    const waiting = {
      ...(await aDraft()),
      id: randomUUID(),
      state: 'in-review' as const,
      words: { en: content().words.en },
    }
    await world.owner.as('public', (tx) => leavesOnDesk(tx, waiting as FormDraft))
    expect(await publishes(bojan, waiting as FormDraft)).toEqual(refusal('form-languages-missing'))
    expect(await asksNow()).toBe(`${programmeId}-1`)
  })

  test('once it says something else than its approver read', async () => {
    const read = await inReview()
    await sendBackForm(world.portal, { staffId: bojan.id, draftId: read.id, revision: read.revision })
    const edit = { staffId: ana.id, draftId: read.id, revision: read.revision + 1 }
    await editFormStructure(world.portal, { ...edit, structure: { validYears: 50 }, languages })
    await submitForm(world.portal, { ...edit, revision: read.revision + 2, languages })
    expect(await publishes(bojan, read)).toEqual(refusal('form-draft-changed'))
    expect(await asksNow()).toBe(`${programmeId}-1`)
  })

  test('twice, and of two that follow one version only the first', async () => {
    const [one, other] = [await inReview(), await inReview({ version: '3' })]
    const outcomes = await Promise.all([publishes(bojan, one), publishes(bojan, other)])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([refusal('form-not-of-current')])
    const published = outcomes[0]?.ok ? one : other
    expect(await publishes(bojan, published)).toEqual(refusal('form-draft-not-found'))
  })

  test('where another one that follows the same version is being published at that moment', async () => {
    const draft = await inReview()
    let attempt: ReturnType<typeof publishes> | undefined
    await world.owner.as('public', async (tx) => {
      await holdVersions(tx, programmeId)
      attempt = publishes(bojan, draft)
      await Promise.race([attempt, untilSomebodyWaits()])
      await anotherIsPublished(tx)
    })
    expect(await attempt).toEqual(refusal('form-not-of-current'))
  })

  test('on an old sign-in without the password', async () => {
    const draft = await inReview()
    const old = 16 * 60_000
    expect(await publishes(bojan, draft, null, old)).toEqual(refusal('password-needed'))
    expect(await publishes(bojan, draft, 'something else', old)).toEqual(refusal('password-not-matched'))
    expect(await publishes(bojan, draft, PASSWORD, old)).toMatchObject({ ok: true })
  })
})

describe('a published form', () => {
  test('is changed by nobody, with whatever SQL', async () => {
    await publishes(bojan, await inReview())
    const id = `${programmeId}-2`
    const changes = [
      sql`update form_versions set words = '{}' where id = ${id}`,
      sql`update form_versions set hashes = '{}' where id = ${id}`,
      sql`delete from form_versions where id = ${id}`,
    ]
    const before = await rowOf(id)
    for (const change of changes) {
      await expect(world.portal.db.as({ task: 'forms' }, (tx) => tx.execute(change))).rejects.toThrow()
      await expect(world.owner.as('public', (tx) => tx.execute(change))).rejects.toThrow()
    }
    expect(await rowOf(id)).toEqual(before)
  })
})

describe('a draft', () => {
  test('is seen, changed and exported by staff of its programme alone', async () => {
    const { id, revision, words } = await aDraft()
    const asked = { staffId: elsewhere.id, draftId: id, revision }
    const edit = { ...asked, language: 'en', words: words.en as FormDraft['words'][string] }
    expect(await readFormDraft(world.portal, asked)).toEqual(refusal('not-allowed'))
    expect(await editFormWords(world.portal, edit)).toEqual(refusal('not-allowed'))
    expect(await editFormWords(world.portal, { ...edit, staffId: auditor.id })).toEqual(refusal('not-allowed'))
    expect(await exportForm(world.portal, { ...asked, formId: id, languages })).toEqual(refusal('not-allowed'))
    expect(await draftForm(world.portal, { staffId: elsewhere.id, programmeId, languages })).toEqual(
      refusal('not-allowed'),
    )
    expect(await imports(elsewhere)).toEqual(refusal('not-allowed'))
  })

  test('keeps the first of two edits that began from the same words', async () => {
    const { id, revision, words } = await aDraft()
    const saves = (title: string) =>
      editFormWords(world.portal, {
        staffId: ana.id,
        draftId: id,
        revision,
        language: 'en',
        words: { ...(words.en as FormDraft['words'][string]), title },
      })
    const outcomes = await Promise.all([saves('One'), saves('Other')])
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([refusal('form-draft-changed')])
    expect((await stored(id))?.revision).toBe(revision + 1)
  })

  test.each<[string, Partial<FormContent>, string]>([
    ['of a programme that there is not', { programmeId: 'nowhere' }, 'not-allowed'],
    ['that follows a version of another programme', { follows: 'breast-1' }, 'form-follows-unknown'],
    [
      'with two questions of one name',
      { questions: [...aWholeForm().questions, ...aWholeForm().questions] },
      'form-ids-repeated',
    ],
  ])('%s is not imported, not even half', async (_what, changes, code) => {
    const counted = () => world.owner.as('public', (tx) => tx.$count(formDrafts))
    const before = await counted()
    expect(await imports(ana, changes)).toEqual(refusal(code))
    expect(await counted()).toBe(before)
  })

  test('that is not there, or whose address is no number, is not found', async () => {
    for (const draftId of [randomUUID(), 'nonsense']) {
      const asked = { staffId: ana.id, draftId, revision: 1 }
      expect(await readFormDraft(world.portal, asked)).toEqual(refusal('form-draft-not-found'))
      expect(await submitForm(world.portal, { ...asked, languages })).toEqual(refusal('form-draft-not-found'))
    }
  })
})

/** What somebody else publishes meanwhile. */
async function anotherIsPublished(tx: Tx): Promise<void> {
  const form = content({ version: '3' })
  await tx.insert(formVersions).values({ ...form, id: `${programmeId}-3`, publishedAt: new Date('2099-01-01') })
}

/** Until a transaction of this database waits for a lock of another one. */
async function untilSomebodyWaits(): Promise<void> {
  const waiting = sql`select count(*)::int as n from pg_locks join pg_stat_activity using (pid)
    where datname = current_database() and not granted`
  for (let n = 0; n === 0; ) {
    const [row] = await world.owner.as('public', (tx) => tx.execute<{ n: number }>(waiting))
    n = row?.n ?? 0
  }
}

async function rowOf(id: string) {
  const rows = await world.owner.as('public', (tx) => tx.select().from(formVersions))
  return rows.find((row) => row.id === id)
}
