import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sealScan } from '#app/crypto/paper-seal.server.ts'
import { askRight } from '#app/services/ask-right.server.ts'
import { giveMailAddress } from '#app/services/give-mail-address.server.ts'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { openScans } from '#app/services/open-scans.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { readEverything } from '#app/services/read-everything.server.ts'
import { TABLES_HANDED_OUT, TABLES_TOLD_OTHERWISE } from '#db/queries/tables-handed-out.server.ts'
import { paperScans } from '#db/schema/index.ts'
import { aContributor, aDataUse, aNode, aProgramme, SNAPSHOT } from '#tests/support/build.ts'
import { livesThroughEverything, visits } from '#tests/support/lived-through.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let columns: Map<string, { name: string; bytes: boolean }[]>

beforeAll(async () => {
  accord = await testPortal()
  columns = await personalTables()
})
afterAll(() => accord.close())

/** Every table with a person in it, and every table whose rows hang on such a row, with its columns, from the catalog. */
async function personalTables(): Promise<Map<string, { name: string; bytes: boolean }[]>> {
  const rows = await accord.owner.as('public', (tx) =>
    tx.execute<{ table: string; name: string; bytes: boolean }>(sql`
      with personal as (
        select distinct c.oid from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and (a.attname in ('contributor_id', 'enrolment_id', 'pseudonym', 'representative_id') or c.relname = 'contributors')
      ), hanging as (
        select conrelid as oid from pg_constraint where contype = 'f' and confrelid in (select oid from personal)
      )
      select c.relname as table, a.attname as name, a.atttypid = 'bytea'::regtype as bytes
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.oid in (select oid from personal union select oid from hanging) order by 1, 2`),
  )
  return Map.groupBy(rows, ({ table }) => table)
}

const handedOut = () => Object.entries(TABLES_HANDED_OUT).map(([name, out]) => ({ name, table: name, ...out }))

describe('everything that the portal holds about a person', () => {
  test('is handed to her from every table with a person in it, or there is a reason why not', () => {
    const told = [...handedOut().map(({ table }) => table), ...Object.keys(TABLES_TOLD_OTHERWISE)]
    expect([...new Set(told)].sort()).toEqual([...columns.keys()].sort())
    expect(Object.keys(TABLES_HANDED_OUT).filter((name) => name in TABLES_TOLD_OTHERWISE)).toEqual([])
  })

  test('names no column that there is not', () => {
    for (const { name, table, without, sealed = {} } of handedOut()) {
      const known = columns.get(table)?.map((column) => column.name) ?? []
      const named = [...Object.keys(without), ...Object.keys(sealed)]
      expect({ name, unknown: named.filter((column) => !known.includes(column)) }).toEqual({ name, unknown: [] })
    }
  })

  test('leaves out whatever proves who she is, and opens whatever is sealed', () => {
    const OPEN_BYTES = ['last_event_hash']
    const SECRET = /hash|secret|key|lookup|selector|shown_once|sealed/
    for (const { name, table, without, sealed = {} } of handedOut()) {
      const careful = columns.get(table)?.filter((column) => column.bytes || SECRET.test(column.name)) ?? []
      const forgotten = careful
        .map((column) => column.name)
        .filter((column) => !OPEN_BYTES.includes(column) && !(column in without) && !(column in sealed))
      expect({ name, forgotten }).toEqual({ name, forgotten: [] })
    }
  })

  test('is all there for her, opened, with no secret and nothing of anybody else', async () => {
    await aProgramme(accord)
    await openStatusLists(accord.portal)
    const node = await aNode(accord, ['lung'])
    const dataUse = await aDataUse(accord, 'lung')
    const [her, other] = [
      await aContributor(accord, node.organisationId),
      await aContributor(accord, node.organisationId),
    ]
    for (const person of [her, other]) {
      await livesThroughEverything(accord, person, dataUse.id)
      await visits(accord, person, node)
      await objectToUse(accord.portal, { contributorId: person.id, country: 'SI', snapshot: SNAPSHOT })
    }
    const contributorId = her.id
    const [text, words] = ['canary@example.org', 'A canary sings.']
    await giveMailAddress(accord.portal, { contributorId, text, kinds: ['asked'], language: 'en' })
    await askRight(accord.portal, { contributorId, right: 'erasure', programmeId: null, words, language: 'en' })

    const everything = await readEverything(accord.portal, contributorId)
    const empty = Object.keys(everything).filter((name) => everything[name]?.length === 0)
    expect(empty).toEqual(['acting_for'])
    expect(everything).toMatchObject({
      contributors: [{ id: contributorId, language: expect.any(String) }],
      enrolments: [{ pseudonym: her.pseudonym, hospital: expect.stringContaining('Demo hospital') }],
      mail_addresses: [{ address: text, kinds: ['asked'] }],
      consent_tokens: [{ told: [{ type: 'consent-token-issued' }, { type: 'consent-token-revoked' }] }],
      usage_subjects: [{ report: { tool_name: 'Demo tool', outcome: 'used' } }],
      rights_requests: expect.arrayContaining([expect.objectContaining({ words, answer: null })]),
      noted: expect.arrayContaining([expect.objectContaining({ action: 'right-asked' })]),
    })
    const whole = JSON.stringify(everything)
    for (const left of ['pin_hash', 'wrapped_key', 'id_hash', 'lookup', 'selector', 'compact', '"jws"']) {
      expect(whole).not.toContain(left)
    }
    for (const theirs of [other.id, other.pseudonym, other.enrolmentId]) expect(whole).not.toContain(theirs)
  })

  test('is said not to have been opened where it was not, and is never nothing', async () => {
    const [row] = await accord.owner.as('public', (tx) =>
      tx.execute<{ id: string }>(sql`select contributor_id as id from papers limit 1`),
    )
    const { papers } = await readEverything(accord.portal, row?.id ?? '')
    expect(papers).toMatchObject([{ content: { not_opened: true }, way_in: 'paper' }])
  })

  test('includes the picture of a paper as it was handed in, and another person’s is nobody’s but hers', async () => {
    const [row] = await accord.owner.as('public', (tx) =>
      tx.execute<{ paper: string; id: string; key: Buffer }>(
        sql`select p.id as paper, c.id, c.wrapped_key as key from papers p join contributors c on c.id = p.contributor_id limit 1`,
      ),
    )
    if (!row) throw new Error('there is a paper')
    const holder = { master: accord.portal.secrets.master, wrappedKey: row.key }
    const scan = Buffer.from('a picture')
    const kept = { paperId: row.paper, type: 'image/png', size: scan.length, ...sealScan(holder, scan) } as const
    await accord.owner.as('public', (tx) => tx.insert(paperScans).values(kept))
    const scansOf = async (id: string) => {
      const scans: unknown[] = []
      for await (const one of openScans(accord.portal, id)) scans.push(one)
      return scans
    }
    expect(await scansOf(row.id)).toEqual([{ paperId: row.paper, type: 'image/png', scan }])
    const others = [
      ...(await accord.owner.as('public', (tx) =>
        tx.execute<{ id: string }>(sql`select id from contributors where id <> ${row.id}`),
      )),
    ]
    for (const { id } of others) expect(await scansOf(id)).toEqual([])
  })
})
