import { randomUUID } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { KeyPurpose } from '#app/crypto/keyring.server.ts'
import { publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { revokeKey } from '#app/services/revoke-key.server.ts'
import { rotateKeys } from '#app/services/rotate-keys.server.ts'
import { sessions } from '#db/schema/index.ts'
import { bearer, opened, type Surface, send } from '#tests/api/as-node.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { aGate, type Gate, WANTED } from './support/a-gate.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let gate: Gate
let ana: TestContributor
let time: Date

beforeEach(async () => {
  accord = await testPortal()
  itIs(new Date())
  surface = await opened(accord)
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
  ana = await aContributor(accord, node.organisationId)
  await answers(accord, ana, 'yes')
  const ask: typeof fetch = async (url, init) => {
    const { pathname, search } = new URL(String(url))
    return surface.request(`${pathname}${search}`, init)
  }
  gate = await aGate(node, { portal: accord.portal.settings.url, ask, now: () => time })
})
afterEach(() => accord.close())

const by = { name: 'operator ana', reason: 'a laptop was stolen' }
const NOBODY = `p${randomUUID()}`

/** The portal's clock and the hospital's show the same time. */
function itIs(now: Date): void {
  time = now
  accord.setTime(now)
}

const later = (seconds: number) => itIs(new Date(time.getTime() + seconds * 1000))

const whoSigns = async (purpose: KeyPurpose) => (await accord.portal.keys.signingKey(purpose)).kid

/** Whom the gate permits a minute later, when it has asked anew. */
async function permitsAMinuteLater(): Promise<string[] | null> {
  later(61)
  await publishStatusLists(accord.portal)
  return gate.permits([ana.pseudonym, NOBODY])
}

async function heldToken(): Promise<string> {
  const body = { legal_basis: 'consent', programme: 'lung', subjects: [ana.pseudonym] }
  const answer = await send(surface, '/api/v1/consent-tokens', await bearer(surface, node), body)
  return (
    ((await answer.json()) as { consent_tokens: { consent_token: string }[] }).consent_tokens[0]?.consent_token ?? ''
  )
}

async function revoke(purpose: KeyPurpose): Promise<string> {
  const kid = await whoSigns(purpose)
  expect(await revokeKey(accord.portal, { kid, by })).toMatchObject({ ok: true })
  await expect.poll(() => whoSigns(purpose)).not.toBe(kid)
  return kid
}

describe('once the key that signs consent tokens is taken back', () => {
  test('a gate permits the same people as before, by new tokens, and believes none of the old', async () => {
    expect(await gate.permits([ana.pseudonym, NOBODY])).toEqual([ana.pseudonym])
    const old = await heldToken()
    const kid = await revoke('consent+jwt')

    expect(await permitsAMinuteLater()).toEqual([ana.pseudonym])
    expect(decodeProtectedHeader(await heldToken()).kid).not.toBe(kid)
    const asked = [old, '--basis', 'consent', '--programme', 'lung', ...WANTED]
    expect(await gate.run('verify', ...asked)).toMatchObject({ json: { outcome: 'deny', reason: 'key-revoked' } })
  })

  test('its node hears that it was, and that each of its tokens is over, and gives a receipt', async () => {
    await gate.permits([ana.pseudonym])
    await revoke('consent+jwt')
    later(61)
    await publishStatusLists(accord.portal)
    const { json } = await gate.run('sync')
    expect(json.events).toBeGreaterThanOrEqual(3)
  })

  test('whoever asks online about an old token hears no at once', async () => {
    const old = await heldToken()
    const token = await bearer(surface, node)
    const introspect = async () => {
      const answer = await surface.request('/oauth/introspect', {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ token: old }).toString(),
      })
      return ((await answer.json()) as { active: boolean }).active
    }
    expect(await introspect()).toBe(true)
    await revoke('consent+jwt')
    await expect.poll(introspect).toBe(false)
  })

  test('nobody who is signed in is signed out', async () => {
    const row = {
      idHash: Buffer.alloc(32, 7),
      contributorId: ana.id,
      createdAt: time,
      lastSeenAt: time,
      authenticatedAt: time,
      expiresAt: new Date(time.getTime() + 60_000),
    }
    await accord.owner.as('public', (tx) => tx.insert(sessions).values(row))
    await revoke('consent+jwt')
    expect(await accord.owner.as('public', (tx) => tx.select().from(sessions))).toMatchObject([{ idHash: row.idHash }])
  })
})

describe('once the key that signs status lists is taken back', () => {
  test('the lists are signed anew at once, and a gate goes on', async () => {
    expect(await gate.permits([ana.pseudonym, NOBODY])).toEqual([ana.pseudonym])
    const kid = await revoke('statuslist+jwt')
    const published = async () => decodeProtectedHeader(await (await surface.request('/status-lists/a')).text()).kid
    await publishStatusLists(accord.portal)
    await expect.poll(published).not.toBe(kid)
    expect(await permitsAMinuteLater()).toEqual([ana.pseudonym])
  })

  test('a publication that was signed before and comes after is not published', async () => {
    const { keys } = accord.portal
    const [signing, verification] = [await keys.signingKey('statuslist+jwt'), await keys.verificationKeys()]
    const unaware = { ...keys, signingKey: async () => signing, verificationKeys: async () => verification }
    const { kid } = signing
    await rotateKeys(accord.portal, ['statuslist+jwt'])
    await revokeKey(accord.portal, { kid, by })
    await expect.poll(() => whoSigns('statuslist+jwt')).not.toBe(kid)
    await publishStatusLists(accord.portal)

    later(61)
    await publishStatusLists({ ...accord.portal, keys: unaware })
    const published = await (await surface.request('/status-lists/a')).text()
    expect(decodeProtectedHeader(published).kid).not.toBe(kid)
  })
})

describe('when the key that signs bundles is followed by another', () => {
  test('a gate that asks now and then learns of it in time, and trusts it when it signs', async () => {
    await gate.permits([ana.pseudonym])
    const before = await whoSigns('bundle+jwt')
    await rotateKeys(accord.portal, ['bundle+jwt'])
    later(20 * 86_400)
    await publishStatusLists(accord.portal)
    expect(await gate.permits([ana.pseudonym, NOBODY])).toEqual([ana.pseudonym])
    later(15 * 86_400)
    await publishStatusLists(accord.portal)
    expect(await whoSigns('bundle+jwt')).not.toBe(before)
    expect(await gate.permits([ana.pseudonym, NOBODY])).toEqual([ana.pseudonym])
  })

  test('a gate that heard nothing of it meanwhile permits nobody until a person vouches for it', async () => {
    await gate.permits([ana.pseudonym])
    await rotateKeys(accord.portal, ['bundle+jwt'])
    later(35 * 86_400)
    await publishStatusLists(accord.portal)
    expect(await gate.permits([ana.pseudonym])).toBe(null)
    expect((await gate.run('sync')).json).toMatchObject({ refused: 'anchor-unknown' })
  })
})
