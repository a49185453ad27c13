import { generateKeyPairSync } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMissing } from '#app/services/read-readiness.server.ts'
import { setHospital, type WrittenHospital } from '#app/services/set-hospital.server.ts'
import { setProgramme } from '#app/services/set-programme.server.ts'
import { audit, nodes, organisations } from '#db/schema/index.ts'
import { assertion, opened, requestToken, type Surface } from '#tests/api/as-node.ts'
import { aProgramme, type TestNode } from '#tests/support/build.ts'
import { heard } from '#tests/support/heard.ts'
import { heldBeforeCommit } from '#tests/support/held.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { untilItWaits } from '#tests/support/until-it-waits.ts'
import { aStaffMember } from './support/staff.ts'

let accord: TestPortal
let surface: Surface
let hospitals = 0

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord, 'lung')
})
afterAll(() => accord.close())

const by = { name: 'operator ana', reason: null }
const SCOPES = ['system/Consent.rs', 'accord/enrolments.write']

async function aKey(): Promise<{ publicJwk: JWK; privateJwk: JWK }> {
  const { publicKey, privateKey } = await generateKeyPair('ES384', { extractable: true })
  const named = { kid: 'node-key', alg: 'ES384' }
  return {
    publicJwk: { ...(await exportJWK(publicKey)), ...named },
    privateJwk: { ...(await exportJWK(privateKey)), ...named },
  }
}

function aHospital(key: object, changes: Partial<WrittenHospital> = {}): WrittenHospital {
  const hospital = `hospital-${++hospitals}`
  const node = {
    clientId: `node-${hospital}`,
    programmes: ['lung'],
    scopes: SCOPES,
    keys: [key as Record<string, unknown>],
  }
  return { hospital, name: `Demo ${hospital}`, country: 'SI', nodes: [node], ...changes }
}

const set = (asked: WrittenHospital, renamed = false) => setHospital(accord.portal, { asked, renamed, by })

/** The access token that a node is given for this key, or null. */
async function accessWith({ nodes: [node] }: WrittenHospital, privateJwk: JWK): Promise<string | null> {
  const asked = { clientId: node?.clientId ?? '', privateJwk } as TestNode
  const answer = await requestToken(surface, {
    client_assertion: await assertion(asked),
    scope: 'accord/enrolments.write',
  })
  return ((await answer.json()) as { access_token?: string }).access_token ?? null
}

async function isOpenWith(token: string | null): Promise<boolean> {
  const answer = await surface.request('/api/v1/enrolments', { headers: { Authorization: `Bearer ${token}` } })
  return answer.status === 200
}

async function lastNote() {
  const [row] = await accord.owner.as('public', (tx) => tx.select().from(audit).orderBy(desc(audit.id)).limit(1))
  return row
}

test('a hospital that was set up is let in with the key that it sent, and it is kept who did it', async () => {
  const { publicJwk, privateJwk } = await aKey()
  const hospital = aHospital(publicJwk)
  expect(await set(hospital)).toMatchObject({ ok: true, event: { added: true } })
  expect(await isOpenWith(await accessWith(hospital, privateJwk))).toBe(true)
  const entry = await lastNote()
  expect(entry).toMatchObject({
    actorId: 'operator ana',
    action: 'hospital-added',
    detail: { hospital: hospital.hospital },
  })
  expect(await set(hospital)).toMatchObject({ ok: true, event: { added: false, changed: [] } })
  expect((await lastNote())?.id).toBe(entry?.id)
})

test('a node whose key is replaced is let in with the new one alone, and what the old one opened is closed', async () => {
  const [first, second] = [await aKey(), await aKey()]
  const hospital = aHospital(first.publicJwk)
  await set(hospital)
  const before = await accessWith(hospital, first.privateJwk)
  expect(await isOpenWith(before)).toBe(true)
  const nodes = hospital.nodes.map((node) => ({ ...node, keys: [{ ...second.publicJwk, kid: 'another' }] }))
  expect(await set({ ...hospital, nodes })).toMatchObject({ event: { nodes: [{ changed: ['keys'] }] } })
  await heard(accord)
  expect(await isOpenWith(before)).toBe(false)
  expect(await accessWith(hospital, first.privateJwk)).toBeNull()
  expect(await isOpenWith(await accessWith(hospital, { ...second.privateJwk, kid: 'another' }))).toBe(true)
})

test('of a hospital with one key that is refused nothing is stored, not even what is right', async () => {
  const { publicJwk, privateJwk } = await aKey()
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
  const beside = { ...publicJwk, y: publicJwk.x }
  for (const [key, refusal] of [
    [privateJwk, 'key-is-private'],
    [beside, 'key-malformed'],
    [{ ...weak, kid: 'weak' }, 'key-too-weak'],
    [{ kty: 'EC', crv: 'P-384', kid: 'empty' }, 'key-malformed'],
  ] as const) {
    const right = aHospital((await aKey()).publicJwk)
    const wrong = { ...right.nodes[0], clientId: 'node-wrong', keys: [key] } as WrittenHospital['nodes'][number]
    expect(await set({ ...right, nodes: [...right.nodes, wrong] })).toEqual({ ok: false, refusal })
    const stored = await accord.owner.as('public', (tx) =>
      tx.select().from(organisations).where(eq(organisations.slug, right.hospital)),
    )
    expect(stored).toEqual([])
  }
})

test('a key that another node has is refused, in whatever words it is written', async () => {
  const { publicJwk } = await aKey()
  await set(aHospital(publicJwk))
  const { alg: _, ...bare } = publicJwk
  expect(await set(aHospital({ ...bare, kid: 'under-another-name' }))).toEqual({ ok: false, refusal: 'key-elsewhere' })
})

test('only the public members of a key are stored', async () => {
  const hospital = aHospital({
    ...(await aKey()).publicJwk,
    note: 'of the third floor',
    x5u: 'https://elsewhere.example',
  })
  await set(hospital)
  const [stored] = await accord.owner.as('public', (tx) =>
    tx
      .select()
      .from(nodes)
      .where(eq(nodes.clientId, hospital.nodes[0]?.clientId ?? '')),
  )
  expect(Object.keys(stored?.jwks.keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
})

test('two operators who set one hospital up at once make one', async () => {
  const hospital = aHospital((await aKey()).publicJwk)
  const held = heldBeforeCommit(accord)
  const first = setHospital(held.portal, { asked: hospital, renamed: false, by })
  await held.reached
  const second = set(hospital)
  await untilItWaits(accord, second)
  held.goOn()
  expect([await first, await second]).toMatchObject([{ event: { added: true } }, { event: { added: false } }])
})

const breast = {
  id: 'breast',
  tokenDays: 30,
  details: {
    authority: 'Demo authority',
    data_protection_contact: { name: 'Demo contact', email: 'privacy@example.org', phone: '+000' },
    supervisory_authority: {},
    controllers: ['Demo authority'],
    countries: ['SI'],
    data_categories: ['imaging-mg'],
    names: { en: 'Breast' },
    summaries: { en: 'Breast' },
  },
}

test('a programme is made once, and changed where its file changed', async () => {
  const say = (asked: typeof breast) => setProgramme(accord.portal, { asked, renamed: false, by })
  expect(await say(breast)).toMatchObject({ event: { added: true } })
  expect(await say(breast)).toMatchObject({ event: { added: false, changed: [] } })
  const details = { ...breast.details, countries: ['SI', 'PT'] }
  expect(await say({ ...breast, details })).toMatchObject({ event: { changed: ['countries'] } })
  expect(await lastNote()).toMatchObject({ action: 'programme-changed', detail: { changed: ['countries'] } })
})

test('what is missing is said of each programme and each hospital, until nothing is', async () => {
  const at = accord.portal.clock.now()
  const missing = async (of: string) => {
    const all = await readMissing(accord.portal.db, { hasMail: false, at })
    return all.filter((one) => one.of === of).map(({ code }) => code)
  }
  expect(await missing('breast')).toEqual([
    'no-published-form',
    'no-node-in-programme',
    'nobody-answers-rights',
    'no-editor-and-approver',
  ])
  expect(await missing('lung')).not.toContain('no-published-form')
  const hospital = aHospital((await aKey()).publicJwk)
  await set(hospital)
  expect(await missing(hospital.hospital)).toEqual(['no-second-clerk', 'no-finding-path'])
  const [organisation] = await accord.owner.as('public', (tx) =>
    tx.select().from(organisations).where(eq(organisations.slug, hospital.hospital)),
  )
  const organisationId = organisation?.id ?? ''
  for (const _ of [1, 2]) await aStaffMember(accord, [{ role: 'clerk', organisationId }])
  expect(await missing(hospital.hospital)).toEqual(['no-finding-path'])
})
