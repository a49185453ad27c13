import { randomUUID } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { type Database, openDatabase, type Scope } from '#db/client.server.ts'
import { saveDraft } from '#db/queries/drafts.server.ts'
import { audit, dataUseFigures, supersededForms, weeklyFigures } from '#db/schema/index.ts'
import {
  aContributor,
  aDataUse,
  aForm,
  aNode,
  aProgramme,
  publishForm,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { aFormDraft, leavesOnDesk } from '#tests/support/form-draft.ts'
import { livesThroughEverything, visits } from '#tests/support/lived-through.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

const TASKS = [
  'sign-in',
  'claim',
  'publish',
  'sweep',
  'figures',
  'events',
  'revoke',
  'forms',
  'ask-again',
  'mail',
  'rights',
  'imports',
] as const

/** Two hospitals; Ana is a patient of the first, Boris of the second, Carla of both. */
let accord: TestPortal
let first: TestNode
let second: TestNode
let ana: TestContributor
let boris: TestContributor
let carla: TestContributor
let carlaElsewhere: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await openStatusLists(accord.portal)
  first = await aNode(accord, ['lung'])
  second = await aNode(accord, ['lung'], 'PT')
  ana = await aContributor(accord, first.organisationId)
  boris = await aContributor(accord, second.organisationId)
  carla = await aContributor(accord, first.organisationId)
  carlaElsewhere = await aContributor(accord, second.organisationId, carla)
  const dataUse = await aDataUse(accord, 'lung')
  for (const person of [ana, boris, carla]) await livesThroughEverything(accord, person, dataUse.id)
  await visits(accord, ana, first)
  await visits(accord, boris, second)
  await visits(accord, carla, first)
  await visits(accord, carlaElsewhere, second)
  for (const person of [ana, boris, carla]) {
    await objectToUse(accord.portal, { contributorId: person.id, country: 'SI', snapshot: SNAPSHOT })
  }
  await somethingInEveryBook()
})
afterAll(() => accord.close())

async function somethingInEveryBook(): Promise<void> {
  const now = accord.portal.clock.now()
  await accord.owner.as('public', async (tx) => {
    await publishForm(tx, aForm('lung', '2'), now)
    await tx.insert(supersededForms).values({ formId: 'lung-2', at: now })
    await tx.insert(audit).values({ at: now, actorKind: 'system', actorId: 'test', action: 'test', detail: {} })
    await tx.insert(weeklyFigures).values({ programmeId: 'lung', week: '2026-W01', figures: {} as never, takenAt: now })
    await tx.insert(dataUseFigures).values({ week: '2026-01-05', figures: {}, takenAt: now })
    await leavesOnDesk(tx, aFormDraft('lung'))
  })
}

async function rows<Row extends Record<string, unknown>>(db: Database, scope: Scope, query: SQL): Promise<Row[]> {
  return db.as(scope, async (tx) => [...(await tx.execute(query))] as Row[])
}

async function count(db: Database, scope: Scope, table: string, where = sql`true`): Promise<number> {
  const [row] = await rows<{ n: number }>(
    db,
    scope,
    sql`select count(*)::int as n from ${sql.identifier(table)} where ${where}`,
  )
  return row?.n ?? -1
}

/** The message and code that PostgreSQL refuses with, however deep they are wrapped. */
async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt
  } catch (error) {
    let cause = error
    while (cause instanceof Error && cause.cause) cause = cause.cause
    return cause instanceof Error ? `${(cause as Error & { code?: string }).code} ${cause.message}` : String(cause)
  }
  return 'it was done'
}

describe('the application’s role', () => {
  test('is neither superuser nor above row-level security, and creates nothing', async () => {
    const [role] = await rows(
      accord.portal.db,
      'public',
      sql`select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        has_schema_privilege(current_user, 'public', 'create') as creates
        from pg_roles where rolname = current_user`,
    )
    expect(role).toEqual({
      rolname: 'accord_app',
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      creates: false,
    })
  })

  test('owns nothing and cannot become who does', async () => {
    const owned = await rows(
      accord.portal.db,
      'public',
      sql`select relname from pg_class where relnamespace = 'public'::regnamespace and pg_has_role(current_user, relowner, 'member')`,
    )
    expect(owned).toEqual([])
  })

  test.each(['row_security', 'session_replication_role'])('cannot get round the guards by setting %s', async (name) => {
    const value = name === 'row_security' ? 'off' : 'replica'
    const attempt = accord.portal.db.as('public', async (tx) => {
      await tx.execute(sql`select set_config(${name}, ${value}, true)`)
      return tx.execute(sql`select id from contributors`)
    })
    expect(await refusal(attempt)).toMatch(/^42501 /)
  })
})

const ONLY_ADDED_TO = [
  'consent_events',
  'usage_reports',
  'usage_subjects',
  'audit',
  'form_versions',
  'superseded_forms',
  'claims',
  'weekly_figures',
  'data_use_figures',
]

describe.each(ONLY_ADDED_TO)('%s is only ever added to:', (table) => {
  const name = sql.identifier(table)
  const changes: Record<string, () => SQL> = {
    update: () =>
      sql`update ${name} set ${sql.identifier(COLUMN[table] ?? 'id')} = ${sql.identifier(COLUMN[table] ?? 'id')}`,
    delete: () => sql`delete from ${name}`,
    truncate: () => sql`truncate ${name} cascade`,
  }

  test('there is something in it', async () => {
    expect(await count(accord.owner, 'public', table)).toBeGreaterThan(0)
  })

  test.each(Object.keys(changes))('the application has no right to %s', async (change) => {
    const query = changes[change]?.() ?? sql``
    expect(await refusal(rows(accord.portal.db, 'public', query))).toBe(`42501 permission denied for table ${table}`)
  })

  test.each(Object.keys(changes))('its owner meets a trigger on %s', async (change) => {
    const query = changes[change]?.() ?? sql``
    expect(await refusal(rows(accord.owner, 'public', query))).toMatch(/^23001 rows of \w+ are only ever added$/)
  })
})

/** Tables without a column `id`. */
const COLUMN: Record<string, string> = {
  usage_subjects: 'covered',
  superseded_forms: 'form_id',
  weekly_figures: 'week',
  data_use_figures: 'week',
}

test('every table that the owner’s trigger guards is in the list above', async () => {
  const guarded = await rows<{ table: string }>(
    accord.owner,
    'public',
    sql`select distinct tgrelid::regclass::text as table from pg_trigger where tgname in ('only_added', 'never_emptied')`,
  )
  expect(guarded.map(({ table }) => table).sort()).toEqual(ONLY_ADDED_TO.toSorted())
})

/** Found by the hash of a 256-bit secret that only the browser holds; says nothing about consent or health. */
const WITHOUT_POLICY = ['sessions']

/** Every table with a person in it, from the catalog: a new one without policies fails here. */
async function personalTables(): Promise<{ table: string; columns: string[]; secured: boolean; policies: number }[]> {
  return rows(
    accord.owner,
    'public',
    sql`select c.relname as table, c.relrowsecurity and c.relforcerowsecurity as secured,
          array_agg(a.attname::text order by a.attname) as columns,
          (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
        from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and (a.attname in ('contributor_id', 'enrolment_id', 'pseudonym') or c.relname = 'contributors' and a.attname = 'id')
        group by c.oid, c.relname order by c.relname`,
  )
}

/** The rows of a personal table that are about these people, at these enrolments where it names any. */
function about(columns: string[], people: string[], enrolments: string[]): SQL {
  const [is, among] = columns.includes('enrolment_id')
    ? ['enrolment_id', enrolments]
    : [columns.includes('contributor_id') ? 'contributor_id' : 'id', people]
  return sql`${sql.identifier(is)}::text = any(${sql.param(`{${among.join(',')}}`)}::text[])`
}

describe('row-level security', () => {
  test('is on and forced in every table with a person in it', async () => {
    const tables = await personalTables()
    const unsecured = tables.filter(({ secured, policies }) => !secured || policies === 0).map(({ table }) => table)
    expect(unsecured).toEqual(WITHOUT_POLICY)
    expect(tables.map(({ table }) => table)).toEqual(
      expect.arrayContaining([
        'contributors',
        'enrolments',
        'consent_events',
        'consents',
        'consent_tokens',
        'usage_subjects',
      ]),
    )
  })

  test('is tried here with something of every person in each of them', async () => {
    for (const { table, columns } of await personalTables()) {
      for (const person of [ana, boris, carla]) {
        const hers = about(columns, [person.id], [person.enrolmentId])
        expect({ table, n: await count(accord.owner, 'public', table, hers) }).not.toEqual({ table, n: 0 })
      }
    }
  })

  test('without a scope, nobody sees anybody', async () => {
    for (const { table } of (await personalTables()).filter(({ table }) => !WITHOUT_POLICY.includes(table))) {
      expect({ table, n: await count(accord.portal.db, 'public', table) }).toEqual({ table, n: 0 })
    }
  })

  test('a scope ends with its transaction, also on the same connection', async () => {
    const db = openDatabase(accord.portal.settings.databaseUrl, { connections: 1 })
    try {
      expect(await count(db, { subject: ana.id }, 'contributors')).toBe(1)
      expect(await count(db, 'public', 'contributors')).toBe(0)
      expect(await count(db, { organisation: first.organisationId }, 'contributors')).toBe(2)
      expect(await count(db, 'public', 'contributors')).toBe(0)
    } finally {
      await db.close()
    }
  })

  test('a person sees her own in every table, and nothing of another', async () => {
    for (const { table, columns } of (await personalTables()).filter(({ table }) => !WITHOUT_POLICY.includes(table))) {
      const hers = about(columns, [ana.id], [ana.enrolmentId])
      const scope = { subject: ana.id }
      expect({ table, others: await count(accord.portal.db, scope, table, sql`not (${hers})`) }).toEqual({
        table,
        others: 0,
      })
      const sees = (await count(accord.portal.db, scope, table)) > 0
      expect({ table, sees }).toEqual({ table, sees: table !== 'invitations' })
    }
  })

  test('a person who is nobody sees nothing', async () => {
    for (const { table } of (await personalTables()).filter(({ table }) => !WITHOUT_POLICY.includes(table))) {
      expect({ table, n: await count(accord.portal.db, { subject: randomUUID() }, table) }).toEqual({ table, n: 0 })
    }
  })

  test('a person writes nothing for another', async () => {
    const asAna = { subject: ana.id }
    const draft = { formId: 'lung-1', answers: {} }
    const key = { contributorId: boris.id, programmeId: 'lung' }
    const attempt = accord.portal.db.as(asAna, (tx) => saveDraft(tx, key, draft, new Date()))
    expect(await refusal(attempt)).toMatch(/^42501 new row violates row-level security policy/)
    const takeOver = rows(accord.portal.db, asAna, sql`update consents set contributor_id = ${boris.id} returning 1`)
    expect(await refusal(takeOver)).toMatch(/^42501 new row violates row-level security policy/)
    const changed = await rows(
      accord.portal.db,
      asAna,
      sql`update contributors set language = 'xx' where id = ${boris.id} returning 1`,
    )
    expect(changed).toEqual([])
  })
})

describe('the campaign that asks people again', () => {
  test('reads who said yes and holds it still, and changes nothing of it', async () => {
    const scope = { task: 'ask-again' } as const
    expect(await count(accord.portal.db, scope, 'consents')).toBe(3)
    const widen = sql`update consents set state = 'given' returning 1`
    expect(await refusal(rows(accord.portal.db, scope, widen))).toMatch(/^42501 new row violates row-level security/)
    for (const table of ['consent_events', 'contributors', 'enrolments', 'drafts', 'consent_tokens']) {
      expect({ table, n: await count(accord.portal.db, scope, table) }).toEqual({ table, n: 0 })
    }
  })

  test('alone writes whom it asked; who counts may look, and nobody else', async () => {
    const touches = sql`update reconsent_requests set reminders = reminders returning 1`
    expect(await tasksThat((scope) => rows(accord.portal.db, scope, touches))).toEqual(['ask-again'])
    const looks = sql`select 1 from reconsent_requests`
    expect(await tasksThat((scope) => rows(accord.portal.db, scope, looks))).toEqual(['figures', 'ask-again'])
  })

  test('reads what people said with who counts it and who revokes tokens, and nobody else does', async () => {
    const finds = (query: SQL) => tasksThat((scope) => rows(accord.portal.db, scope, query))
    expect(await finds(sql`select 1 from consents`)).toEqual(['figures', 'revoke', 'ask-again'])
    expect(await finds(sql`select 1 from consents for update`)).toEqual(['ask-again'])
    expect(await finds(sql`select 1 from objections`)).toEqual(['figures', 'ask-again'])
  })
})

describe('who counts', () => {
  const scope = { task: 'figures' } as const

  test.each([
    ['consents', sql`update consents set state = 'given' returning 1`],
    ['consent_events', sql`select 1 from consent_events for update`],
    ['altruism_preferences', sql`delete from altruism_preferences returning 1`],
    ['use_answers', sql`delete from use_answers returning 1`],
    ['objections', sql`delete from objections returning 1`],
    ['enrolments', sql`update enrolments set contributor_id = null returning 1`],
    ['usage_subjects', sql`select 1 from usage_subjects for update`],
  ])('reads %s and changes nothing of them', async (table, change) => {
    expect(await count(accord.portal.db, scope, table)).toBeGreaterThan(0)
    expect(await rows(accord.portal.db, scope, change).catch(() => [])).toEqual([])
  })

  test('writes nothing in anybody’s name', async () => {
    const answer = sql`insert into objections (contributor_id, country, objected_at) values (${ana.id}, 'DE', now()) returning 1`
    expect(await refusal(rows(accord.portal.db, scope, answer))).toMatch(/^42501 new row violates row-level security/)
  })
})

/** The tasks for which this finds any row. */
async function tasksThat(find: (scope: Scope) => Promise<unknown[]>): Promise<string[]> {
  const found: string[] = []
  for (const task of TASKS) if ((await find({ task })).length > 0) found.push(task)
  return found
}

describe('what staff are drafting', () => {
  test('is seen at their desk alone', async () => {
    expect(await count(accord.portal.db, { task: 'forms' }, 'form_drafts')).toBe(1)
    for (const scope of ['public', { subject: ana.id }, { organisation: first.organisationId }] as const) {
      expect(await count(accord.portal.db, scope, 'form_drafts')).toBe(0)
    }
    for (const task of ['sign-in', 'claim', 'publish', 'sweep', 'figures', 'events', 'revoke'] as const) {
      expect(await count(accord.portal.db, { task }, 'form_drafts')).toBe(0)
    }
  })
})

describe('a data use', () => {
  const change = (id: string, set: SQL) =>
    rows(accord.owner, 'public', sql`update data_uses set ${set} where id = ${id}`)

  test.each(['approved', 'suspended', 'ended'] as const)('that is %s stays what was approved', async (status) => {
    const { id } = await aDataUse(accord, 'lung', { status })
    for (const set of [
      sql`purpose = 'education'`,
      sql`data = array['reports']`,
      sql`ends_at = now()`,
      sql`words = '{"en": {"title": "Another", "summary": "Another"}}'`,
      sql`status = 'draft'`,
    ]) {
      expect(await refusal(change(id, set))).toBe('23001 an approved data use does not change')
    }
    const gone = rows(accord.owner, 'public', sql`delete from data_uses where id = ${id}`)
    expect(await refusal(gone)).toBe('23001 an approved data use does not change')
  })

  test('that has ended does not begin again', async () => {
    const { id } = await aDataUse(accord, 'lung', { status: 'suspended' })
    await change(id, sql`status = 'ended', ended_at = now()`)
    expect(await refusal(change(id, sql`status = 'approved'`))).toBe('23001 an approved data use does not change')
  })

  test('is written while it is a draft', async () => {
    const { id } = await aDataUse(accord, 'lung', { status: 'draft' })
    await change(id, sql`purpose = 'education', words = '{}'`)
    await rows(accord.owner, 'public', sql`delete from data_uses where id = ${id}`)
  })
})

describe('whose a pseudonym was', () => {
  test('changes to a stranger with no record, and to nobody else', async () => {
    for (const table of ['claims', 'usage_subjects']) {
      const take = sql`update ${sql.identifier(table)} set contributor_id = ${boris.id} where contributor_id = ${ana.id}`
      expect(await refusal(rows(accord.owner, 'public', take))).toMatch(/^23001 rows of \w+ are only ever added$/)
    }
  })

  test('is written down by the database, and by nobody else', async () => {
    const forged = sql`insert into claims (enrolment_id, contributor_id) values (${ana.enrolmentId}, ${boris.id})`
    for (const scope of ['public', { organisation: first.organisationId }, { subject: ana.id }] as const) {
      expect(await refusal(rows(accord.portal.db, scope, forged))).toMatch(/^42501 new row violates row-level security/)
    }
  })
})

describe('a hospital', () => {
  const NOT_ITS_TO_SEE = [
    'consent_events',
    'credentials',
    'drafts',
    'mail_addresses',
    'messages',
    'reconsent_requests',
    'representations',
    'rights_requests',
  ]

  test('sees its own patients, and of those of two hospitals only what is its own', async () => {
    const scope = { organisation: first.organisationId }
    for (const { table, columns } of (await personalTables()).filter(({ table }) => !WITHOUT_POLICY.includes(table))) {
      const its = about(columns, [ana.id, carla.id], [ana.enrolmentId, carla.enrolmentId])
      expect({ table, others: await count(accord.portal.db, scope, table, sql`not (${its})`) }).toEqual({
        table,
        others: 0,
      })
      const sees = (await count(accord.portal.db, scope, table)) > 0
      expect({ table, sees }).toEqual({ table, sees: !NOT_ITS_TO_SEE.includes(table) })
    }
    const pseudonyms = await rows<{ pseudonym: string }>(accord.portal.db, scope, sql`select pseudonym from enrolments`)
    expect(pseudonyms.map(({ pseudonym }) => pseudonym).sort()).toEqual([ana.pseudonym, carla.pseudonym].sort())
  })

  test('sees where its own patients stand, and nobody else’s, also where the policies are one join', async () => {
    const seenBy = async (scope: Scope) => {
      const query = sql`select distinct pseudonym from consents_of_hospital order by pseudonym`
      return (await rows<{ pseudonym: string }>(accord.portal.db, scope, query)).map(({ pseudonym }) => pseudonym)
    }
    expect(await seenBy({ organisation: first.organisationId })).toEqual([ana.pseudonym, carla.pseudonym].toSorted())
    for (const scope of ['public', { organisation: randomUUID() }, { subject: ana.id }, { task: 'figures' }] as const) {
      expect(await seenBy(scope)).toEqual([])
    }
    const change = sql`update consents_of_hospital set form_id = null`
    expect(await refusal(rows(accord.portal.db, { organisation: first.organisationId }, change))).toMatch(/^55000 /)
  })

  test('reads what it is told, and nothing that another is told', async () => {
    const told = await rows<{ pseudonym: string | null; type: string }>(
      accord.portal.db,
      { organisation: second.organisationId },
      sql`select type, payload ->> 'pseudonym' as pseudonym from outbox order by id`,
    )
    const removals = told.filter(({ type }) => type === 'removal-task').map(({ pseudonym }) => pseudonym)
    expect([...new Set(removals)]).toEqual([boris.pseudonym, carlaElsewhere.pseudonym])
    expect(told.filter(({ type }) => type === 'consent-token-revoked')).toHaveLength(2)
    expect(await count(accord.portal.db, 'public', 'outbox')).toBe(0)
  })

  test.each(['contributors', 'consents', 'altruism_preferences', 'use_answers', 'objections'])(
    'changes nothing in %s, not even of its own patients',
    async (table) => {
      const scope = { organisation: first.organisationId }
      const column = sql.identifier(table === 'contributors' ? 'language' : 'contributor_id')
      const name = sql.identifier(table)
      const before = await count(accord.owner, 'public', table)
      const updated = refusal(
        rows(accord.portal.db, scope, sql`update ${name} set ${column} = ${column} returning 1`).then(nothing),
      )
      expect(await updated).toMatch(
        /^(42501 new row violates row-level security policy|undefined nothing was there to change)/,
      )
      const deleted = refusal(rows(accord.portal.db, scope, sql`delete from ${name} returning 1`).then(nothing))
      expect(await deleted).toMatch(/nothing was there to change/)
      expect(await count(accord.owner, 'public', table)).toBe(before)
    },
  )

  test('that is none sees nothing', async () => {
    for (const { table } of (await personalTables()).filter(({ table }) => !WITHOUT_POLICY.includes(table))) {
      expect({ table, n: await count(accord.portal.db, { organisation: randomUUID() }, table) }).toEqual({
        table,
        n: 0,
      })
    }
  })
})

/** Row-level security lets a change pass that reaches no row. */
function nothing(changed: unknown[]): void {
  if (changed.length === 0) throw new Error('nothing was there to change')
}

describe('what a person asked about her data', () => {
  test('is seen by whoever answers, and by no other task', async () => {
    expect(await tasksThat((scope) => rows(accord.portal.db, scope, sql`select 1 from rights_requests`))).toEqual([
      'rights',
    ])
  })

  test('is answered once, and not by herself', async () => {
    const answers = sql`update rights_requests set outcome = 'done' where contributor_id = ${ana.id} returning 1`
    expect(await rows(accord.portal.db, { subject: ana.id }, answers)).toEqual([])
    expect(await rows(accord.portal.db, { task: 'rights' }, answers)).toHaveLength(1)
    expect(await rows(accord.portal.db, { task: 'rights' }, answers)).toEqual([])
  })
})
