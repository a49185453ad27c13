import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { unwrapKey, wrapNewKey } from '#app/crypto/contributor-key.server.ts'
import { chainHash, openEvent } from '#app/crypto/event-seal.server.ts'
import { standingFrom } from '#app/domain/consent/standing.ts'
import { objectToUse, reverseObjection } from '#app/services/object-to-use.server.ts'
import { answerUse, preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import type { SealedRow } from '#db/queries/consent-events.server.ts'
import { findContributor } from '#db/queries/contributors.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aDataUse,
  aForm,
  aNode,
  aProgramme,
  CHOICES,
  publishForm,
  SNAPSHOT,
  type TestContributor,
} from '#tests/support/build.ts'
import { brokenLinks, recordOnDisk } from '#tests/support/chain.ts'
import { readHistory } from '#tests/support/read-history.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let organisationId: string
let person: TestContributor
let key: Buffer

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await openStatusLists(accord.portal)
  organisationId = (await aNode(accord, ['lung'])).organisationId
})
afterAll(() => accord.close())

/** Somebody who has done everything once. */
beforeEach(async () => {
  const { portal } = accord
  accord.setTime(null)
  person = await aContributor(accord, organisationId)
  const contributorId = person.id
  await answers(accord, person, 'yes')
  await preferAltruism(portal, { contributorId, mode: 'ask-me', choices: CHOICES, snapshot: SNAPSHOT })
  const { id: dataUseId } = await aDataUse(accord, 'lung')
  await answerUse(portal, { contributorId, dataUseId, answer: 'yes', snapshot: SNAPSHOT })
  await objectToUse(portal, { contributorId, country: 'SI', snapshot: SNAPSHOT })
  await reverseObjection(portal, { contributorId, country: 'SI', snapshot: SNAPSHOT })
  await withdrawConsent(portal, { contributorId, programmeId: 'lung', tier: 'remove', snapshot: SNAPSHOT })
  key = await herKey()
})

async function herKey(): Promise<Buffer> {
  const head = await accord.owner.as('public', (tx) => findContributor(tx, person.id))
  return unwrapKey(accord.portal.secrets.master, head?.wrappedKey ?? Buffer.alloc(0))
}

function opened(row: SealedRow) {
  return openEvent(key, { payload: row.payload, commitment: row.payloadCommitment })
}

describe('a record', () => {
  test('holds every event, in order, each linked to the one before it', async () => {
    const rows = await recordOnDisk(accord, person.id)
    expect(rows.map(({ type }) => type)).toEqual([
      'consent-given',
      'altruism-preferred',
      'use-answered',
      'objected',
      'objection-reversed',
      'consent-withdrawn',
    ])
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6])
    expect(brokenLinks(rows)).toEqual([])
  })

  test('ends where the person’s own row says that it ends', async () => {
    const rows = await recordOnDisk(accord, person.id)
    const head = await accord.owner.as('public', (tx) => findContributor(tx, person.id))
    expect(head).toMatchObject({
      eventSequence: 6,
      lastEventHash: rows.at(-1)?.hash,
      lastRecordedAt: rows.at(-1)?.recordedAt,
    })
  })

  test('folds into exactly where the person stands in the database', async () => {
    const rows = await recordOnDisk(accord, person.id)
    const events = rows.map((row) => ({ ...opened(row), ...pick(row) }))
    const now = new Date(Date.now() + 1000)
    const standing = await accord.owner.as('public', (tx) => findStanding(tx, person.id))
    expect(standing).toEqual(standingFrom(events, { at: now, knownAt: now }))
  })

  test('says who acted, and by which way in', async () => {
    const [row] = await recordOnDisk(accord, person.id)
    expect(row?.by).toEqual({ kind: 'contributor', id: person.id, how: 'portal' })
  })

  test('holds nothing readable without the person’s key', async () => {
    for (const row of await recordOnDisk(accord, person.id)) {
      expect(row.payload.toString('latin1')).not.toContain('snapshot')
      const another = unwrapKey(accord.portal.secrets.master, wrapNewKey(accord.portal.secrets.master))
      expect(() => openEvent(another, { payload: row.payload, commitment: row.payloadCommitment })).toThrow()
    }
  })
})

function pick({ id, sequence, by, effectiveFrom, recordedAt }: SealedRow) {
  return { id, sequence, by, effectiveFrom, recordedAt }
}

describe('whoever edits a record is found:', () => {
  const later = (date: Date) => new Date(date.getTime() + 1)
  const flipped = (bytes: Buffer) => Buffer.from(bytes.map((byte, index) => (index === 0 ? byte ^ 1 : byte)))

  test.each<[string, (row: SealedRow) => Partial<SealedRow>]>([
    ['its identity', () => ({ id: '00000000-0000-4000-8000-000000000000' })],
    ['whose it is', () => ({ contributorId: '00000000-0000-4000-8000-000000000000' })],
    ['its place', () => ({ sequence: 9 })],
    ['what happened', () => ({ type: 'consent-given' })],
    ['in which programme', () => ({ programmeId: 'breast' })],
    ['about which data use', () => ({ dataUseId: 'another' })],
    ['on which form', () => ({ formId: 'lung-2' })],
    ['in which language', () => ({ language: 'sl' })],
    ['who acted', ({ by }) => ({ by: { ...by, id: 'somebody' } })],
    ['in what capacity', ({ by }) => ({ by: { ...by, kind: 'system' } })],
    ['by which way in', ({ by }) => ({ by: { ...by, how: 'letter' } })],
    ['from when on', ({ effectiveFrom }) => ({ effectiveFrom: later(effectiveFrom) })],
    ['when it was recorded', ({ recordedAt }) => ({ recordedAt: later(recordedAt) })],
    ['what was shown', ({ snapshotHash }) => ({ snapshotHash: flipped(snapshotHash ?? Buffer.alloc(32)) })],
    ['that anything was shown', () => ({ snapshotHash: null })],
    ['what the payload commits to', ({ payloadCommitment }) => ({ payloadCommitment: flipped(payloadCommitment) })],
    ['what came before', ({ previousHash }) => ({ previousHash: flipped(previousHash ?? Buffer.alloc(32)) })],
    ['its hash', ({ hash }) => ({ hash: flipped(hash) })],
  ])('%s', async (_, edit) => {
    const rows = await recordOnDisk(accord, person.id)
    const edited = rows.map((row) => (row.sequence === 3 ? { ...row, ...edit(row) } : row))
    expect(brokenLinks(edited)).not.toEqual([])
  })

  test('a row that was made to fit again, by the row after it', async () => {
    const rows = await recordOnDisk(accord, person.id)
    const edited = rows.map((row) => ({ ...row }))
    const [, , third, fourth] = edited
    if (!third || !fourth) throw new Error('there are six rows')
    third.language = 'sl'
    third.hash = chainHash(third.previousHash, third, third.payloadCommitment)
    fourth.previousHash = third.hash
    expect(brokenLinks(edited)).toEqual([4])
  })

  test('a row that is left out', async () => {
    expect(brokenLinks((await recordOnDisk(accord, person.id)).toSpliced(2, 1))).not.toEqual([])
  })

  test('two rows that changed places', async () => {
    const [one, two, ...rest] = await recordOnDisk(accord, person.id)
    if (!one || !two) throw new Error('there are six rows')
    expect(brokenLinks([two, one, ...rest])).not.toEqual([])
  })

  test('a row of another person’s record', async () => {
    const rows = await recordOnDisk(accord, person.id)
    const other = await aContributor(accord, organisationId)
    await answers(accord, other, 'yes')
    const [strange] = await recordOnDisk(accord, other.id)
    if (!strange) throw new Error('there is one row')
    expect(brokenLinks([strange, ...rows.slice(1)])).toContain(2)
  })

  test('a payload that was exchanged', async () => {
    const [one, two] = await recordOnDisk(accord, person.id)
    if (!one || !two) throw new Error('there are six rows')
    expect(() => openEvent(key, { payload: two.payload, commitment: one.payloadCommitment })).toThrow()
    expect(() => openEvent(key, { payload: flipped(one.payload), commitment: one.payloadCommitment })).toThrow()
  })

  test('even the owner of the database, who can switch the guards off', async () => {
    await accord.owner.as('public', async (tx) => {
      await tx.execute(sql`alter table consent_events disable trigger user`)
      await tx.execute(
        sql`update consent_events set type = 'consent-given' where contributor_id = ${person.id} and sequence = 6`,
      )
      await tx.execute(sql`alter table consent_events enable trigger user`)
    })
    expect(brokenLinks(await recordOnDisk(accord, person.id))).toEqual([6])
  })
})

describe('when something is recorded', () => {
  test('two events of one person never share an instant, however fast they come', async () => {
    accord.setTime(new Date('2026-06-15T12:00:00Z'))
    const quick = await aContributor(accord, organisationId)
    for (const answer of ['yes', 'no', 'later', 'yes'] as const) await answers(accord, quick, answer)
    const times = (await recordOnDisk(accord, quick.id)).map(({ recordedAt }) => recordedAt.toISOString())
    expect(times).toEqual([
      '2026-06-15T12:00:00.000Z',
      '2026-06-15T12:00:00.001Z',
      '2026-06-15T12:00:00.002Z',
      '2026-06-15T12:00:00.003Z',
    ])
  })

  test('a clock that was set back records nothing before what was recorded', async () => {
    accord.setTime(new Date('2026-06-15T12:00:00Z'))
    const confused = await aContributor(accord, organisationId)
    await answers(accord, confused, 'yes')
    accord.setTime(new Date('2026-06-15T11:00:00Z'))
    await answers(accord, confused, 'no')
    const [before, after] = await recordOnDisk(accord, confused.id)
    expect(after?.recordedAt.getTime()).toBeGreaterThan(before?.recordedAt.getTime() ?? Number.NaN)
  })

  test('at once, it is recorded one after the other', async () => {
    const busy = await aContributor(accord, organisationId)
    const countries = ['SI', 'PT', 'LT', 'PL', 'DE', 'GR', 'UA', 'FR', 'IT', 'ES']
    await Promise.all(
      countries.map((country) => objectToUse(accord.portal, { contributorId: busy.id, country, snapshot: SNAPSHOT })),
    )
    const rows = await recordOnDisk(accord, busy.id)
    expect(brokenLinks(rows)).toEqual([])
    expect(rows).toHaveLength(countries.length)
    const times = rows.map(({ recordedAt }) => recordedAt.getTime())
    expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? Number.NaN))).toBe(true)
  })
})

describe('what was shown', () => {
  test('is kept word for word, and its hash is that of exactly what is kept', async () => {
    for (const row of await recordOnDisk(accord, person.id)) {
      const event = opened(row)
      if (!('snapshot' in event)) throw new Error(`${event.type} was recorded without what was shown`)
      expect(event.snapshot).toEqual(SNAPSHOT)
      const hash = createHash('sha256').update(JSON.stringify(event.snapshot)).digest()
      expect(row.snapshotHash).toEqual(hash)
    }
  })

  test('stays what it was when the form and its words change', async () => {
    const before = await recordOnDisk(accord, person.id)
    const read = await readHistory(accord.portal, person.id)
    const words = { en: { title: 'Another title', promises: [], sections: [], questions: {} } }
    await accord.owner.as('public', (tx) =>
      publishForm(tx, { ...aForm('lung', 'changed'), words }, accord.portal.clock.now()),
    )
    expect(await recordOnDisk(accord, person.id)).toEqual(before)
    expect(await readHistory(accord.portal, person.id)).toEqual(read)
    expect(read.map(({ snapshot }) => snapshot?.title)).not.toContain('Another title')
  })

  test('in Slovenian is kept as Slovenian, whatever language the person reads now', async () => {
    const shown = { ...SNAPSHOT, language: 'sl', title: 'Privolitev' }
    await preferAltruism(accord.portal, {
      contributorId: person.id,
      mode: 'include-me',
      choices: CHOICES,
      snapshot: shown,
    })
    const last = (await recordOnDisk(accord, person.id)).at(-1)
    expect(last?.language).toBe('sl')
    expect(last && opened(last)).toMatchObject({ snapshot: { language: 'sl', title: 'Privolitev' } })
  })
})

test('nothing is recorded where the transaction does not end well', async () => {
  const before = await recordOnDisk(accord, person.id)
  const failing = { ...accord.portal, secrets: { ...accord.portal.secrets, master: Buffer.alloc(32) } }
  const attempt = objectToUse(failing, { contributorId: person.id, country: 'PT', snapshot: SNAPSHOT })
  await expect(attempt).rejects.toThrow()
  expect(await recordOnDisk(accord, person.id)).toEqual(before)
  expect((await accord.owner.as('public', (tx) => findStanding(tx, person.id))).objectedIn).toEqual([])
})
