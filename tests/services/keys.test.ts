import { eq } from 'drizzle-orm'
import { decodeProtectedHeader } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KEY_PURPOSES, newStoredKey } from '#app/crypto/keyring.server.ts'
import { openKeyring } from '#app/crypto/open-keyring.server.ts'
import { signedAndChecked } from '#app/crypto/sign.server.ts'
import { KEY_SET_CACHE } from '#app/domain/key/succession.ts'
import type { Portal } from '#app/portal.server.ts'
import { knownKeys } from '#app/services/known-keys.server.ts'
import { publishKeys } from '#app/services/publish-keys.server.ts'
import { publishedKeys } from '#app/services/published-keys.server.ts'
import { revokeKey } from '#app/services/revoke-key.server.ts'
import { rotateKeys } from '#app/services/rotate-keys.server.ts'
import { keys } from '#db/schema/index.ts'
import { anotherInstance, folderApart, type Instance } from '#tests/support/another-instance.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

const TYP = 'decision+jwt'
const SECOND = 1000
const DAY = 86_400 * SECOND

/** Three instances of one portal; `apart` has a folder of its own, which keys have to be brought to. */
let accord: TestPortal
let one: Portal
let other: Instance
let apart: Instance
let folder: Awaited<ReturnType<typeof folderApart>>
let start: Date
let first: string

beforeEach(async () => {
  accord = await testPortal()
  one = accord.portal
  other = anotherInstance(accord)
  folder = await folderApart(one.keys.folder)
  apart = anotherInstance(accord, { folder })
  start = new Date()
  accord.setTime(start)
  await Promise.all([one, other.portal, apart.portal].map(({ changes }) => expect.poll(changes.areFresh).toBe(true)))
  first = await signs(one)
})
afterEach(async () => {
  await other.close()
  await apart.close()
  await accord.close()
})

const by = { name: 'operator ana', reason: 'a laptop was stolen' }

function itIs(ms: number): void {
  accord.setTime(new Date(start.getTime() + ms))
}

/** The key that an instance signs with now. */
async function signs({ keys }: Portal): Promise<string> {
  const jws = await signedAndChecked(keys, TYP, { iss: 'test' }, { maxBytes: 1000 })
  return decodeProtectedHeader(jws).kid ?? 'none'
}

async function published(portal: Portal): Promise<string[]> {
  return (await publishedKeys(portal)).keys.flatMap(({ kid, accord_typ }) => (accord_typ === TYP ? [String(kid)] : []))
}

/** A new key, of which every instance has heard. */
async function rotated(): Promise<string> {
  const [kid = 'none'] = await rotateKeys(one, [TYP])
  for (const { portal } of [accord, other, apart]) await expect.poll(() => published(portal)).toContain(kid)
  return kid
}

describe('a new key', () => {
  test('is published by every instance at once, and signs on none before everybody can have read it', async () => {
    const second = await rotated()
    for (const { portal } of [accord, other, apart]) {
      await expect.poll(() => published(portal)).toEqual([first, second])
    }
    itIs(2 * KEY_SET_CACHE * SECOND)
    expect([await signs(one), await signs(other.portal)]).toEqual([first, first])
    itIs(3 * KEY_SET_CACHE * SECOND)
    expect([await signs(one), await signs(other.portal)]).toEqual([second, second])
  })

  test('that was only put into the folder is made known as soon as an instance looks there', async () => {
    const key = await newStoredKey(TYP)
    await one.keys.folder.add(key)
    await publishKeys(other.portal)
    await expect.poll(() => published(one)).toEqual([first, key.jwk.kid])
    expect(await signs(one)).toBe(first)
  })

  test('does not become known as another one, nor begin anew, when another instance finds it too', async () => {
    const second = await rotated()
    itIs(DAY)
    await publishKeys(other.portal)
    itIs(DAY + KEY_SET_CACHE * SECOND)
    expect(await signs(other.portal)).toBe(second)
  })

  test('of one purpose leaves the others as they are', async () => {
    const before = await one.keys.signingKey('receipt+jwt')
    await rotated()
    itIs(DAY)
    expect((await one.keys.signingKey('receipt+jwt')).kid).toBe(before.kid)
  })
})

describe('an instance that a new key has not reached', () => {
  test('goes on signing with the one before, for a day, and with the new one as soon as it is brought', async () => {
    const second = await rotated()
    itIs(DAY)
    expect(await signs(one)).toBe(second)
    expect(await signs(apart.portal)).toBe(first)
    await folder.bring()
    itIs(DAY + 6 * SECOND)
    expect(await signs(apart.portal)).toBe(second)
  })

  test('signs nothing once the one before has retired', async () => {
    await rotated()
    itIs(DAY + 200 * SECOND)
    await expect(signs(apart.portal)).rejects.toThrow('there is no key here that may sign decision+jwt')
  })

  test('takes what others signed with it for the portal’s own', async () => {
    const second = await rotated()
    await expect.poll(async () => (await apart.portal.keys.verificationKeys()).has(second)).toBe(true)
  })
})

describe('a key that retired', () => {
  test('is published as long as what it signed may be needed, and its private half is destroyed at the next rotation', async () => {
    await rotated()
    itIs(3 * DAY)
    await rotated()
    const atHand = (await one.keys.folder.read()).map(({ jwk }) => jwk.kid)
    expect(atHand).not.toContain(first)
    expect(atHand).toHaveLength(KEY_PURPOSES.length + 1)
    itIs(9999 * DAY)
    await expect.poll(() => published(one)).toContain(first)
  })

  test('is left out of the published keys once nothing that it signed can be alive', async () => {
    const { kid } = await one.keys.signingKey('consent+jwt')
    const [next] = await rotateKeys(one, ['consent+jwt'])
    const everyKid = async () => (await publishedKeys(one)).keys.map((key) => key.kid)
    await expect.poll(everyKid).toContain(next)
    itIs(32 * DAY)
    expect(await everyKid()).toContain(kid)
    itIs(33 * DAY)
    expect(await everyKid()).not.toContain(kid)
  })
})

describe('a key that is taken back', () => {
  test('signs on no instance as soon as that is heard, and is named for good', async () => {
    const second = await rotated()
    itIs(DAY)
    expect(await signs(other.portal)).toBe(second)
    expect(await revokeKey(one, { kid: second, by })).toEqual({ ok: true, event: { tokensRevoked: 0, newKid: null } })
    await expect.poll(() => signs(other.portal)).toBe(first)
    itIs(9999 * DAY)
    for (const portal of [one, other.portal]) {
      const { keys, revoked_kids } = await publishedKeys(portal)
      expect(revoked_kids).toEqual([second])
      expect(keys.filter(({ revoked }) => revoked).map(({ kid }) => kid)).toEqual([second])
    }
  })

  test('signs nothing where the news of it cannot be heard: the database is asked', async () => {
    const deaf = { on: () => {}, areFresh: () => false, close: async () => {} }
    const ring = openKeyring(knownKeys(one.db, deaf), one.keys.folder, one.clock)
    const second = await rotated()
    itIs(DAY)
    expect((await ring.signingKey(TYP)).kid).toBe(second)
    await revokeKey(other.portal, { kid: second, by })
    expect((await ring.signingKey(TYP)).kid).toBe(first)
  })

  test('though it was the only one: another is made, and signs at once on every instance that has it', async () => {
    const { event } = (await revokeKey(one, { kid: first, by })) as { event: { newKid: string } }
    await expect.poll(() => signs(other.portal)).toBe(event.newKid)
    await expect(signs(apart.portal)).rejects.toThrow('no key here')
    await folder.bring()
    itIs(6 * SECOND)
    expect(await signs(apart.portal)).toBe(event.newKid)
  })

  test('though the next was only planned: that one signs at once', async () => {
    const second = await rotated()
    expect(await revokeKey(one, { kid: first, by })).toMatchObject({ event: { newKid: null } })
    await expect.poll(() => signs(one)).toBe(second)
  })

  test('stays so when its file is found again', async () => {
    await rotated()
    await revokeKey(one, { kid: first, by })
    await publishKeys(other.portal)
    expect((await publishedKeys(one)).revoked_kids).toEqual([first])
    const [row] = await accord.owner.as('public', (tx) => tx.select().from(keys).where(eq(keys.kid, first)))
    expect(row?.revokedAt).toEqual(start)
  })

  test('refused: one that is nobody’s, one that was taken back before; and no key is made for it', async () => {
    await rotated()
    await revokeKey(one, { kid: first, by })
    const atHand = await one.keys.folder.read()
    expect(await revokeKey(one, { kid: 'nobody', by })).toEqual({ ok: false, refusal: 'key-not-found' })
    expect(await revokeKey(one, { kid: first, by })).toEqual({ ok: false, refusal: 'key-already-revoked' })
    expect(await one.keys.folder.read()).toEqual(atHand)
  })
})
