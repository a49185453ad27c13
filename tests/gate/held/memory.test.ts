import { copyFile, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { caseWriter } from '#gate/selftest/case-writer.ts'
import { encoded, madeKey, signatureOf, spliced, statusListMember } from '#gate/selftest/forge.ts'
import { HEADER, REQUEST, SUBJECT } from '#gate/selftest/good-case.ts'
import { type HeldHome, heldHome, stored } from '../support/held-home.ts'
import { AT } from '../support/token-case.ts'

const { claims, keys, listOf, token, trust } = caseWriter(AT)
const OTHER = 'person-2-7f3kq9x2m4w8'
const PEOPLE = [SUBJECT, OTHER]
const TOKEN = token()
const GOOD = [stored(SUBJECT, TOKEN), stored(OTHER, token({ claims: { ...claims, sub: OTHER } }))]
const PERMITTED = ['permit', 'permit']

/** A home that has verified these tokens and remembers it. */
async function warmHome(): Promise<HeldHome> {
  const home = await heldHome(trust())
  await home.write(GOOD)
  expect(await home.outcomes(PEOPLE)).toEqual(PERMITTED)
  return home
}

/** A signature that no key made. */
function unsigned(good: string): string {
  const bytes = Buffer.from(signatureOf(good))
  bytes[40] = (bytes[40] ?? 0) ^ 1
  return spliced(good, 2, encoded(bytes))
}

describe('what was verified before is remembered, but judged anew', () => {
  test('a token ends', async () => {
    const home = await warmHome()
    const late = new Date(AT.getTime() + 31 * 86_400_000)
    expect(await home.outcomes(PEOPLE, { at: late, freshness: 'exp' })).toEqual(['expired', 'expired'])
  })

  test('a person withdraws', async () => {
    const home = await warmHome()
    const withdrawn = { ...trust(), ...listOf({ status_list: statusListMember({ 42: 1 }) }) }
    expect(await home.outcomes([SUBJECT], { trust: withdrawn })).toEqual(['revoked'])
    expect(await home.outcomes([SUBJECT])).toEqual(['permit'])
  })

  test('something else is asked for', async () => {
    const home = await warmHome()
    expect(await home.outcomes([SUBJECT], { request: { ...REQUEST, purpose: 'education' } })).toEqual(['outside-scope'])
  })

  test('the clock is set back', async () => {
    const home = await warmHome()
    const early = new Date(AT.getTime() - 2 * 86_400_000)
    expect(await home.outcomes([SUBJECT], { at: early, freshness: 'exp' })).not.toEqual(['permit'])
  })

  test('a list is no longer held', async () => {
    const home = await warmHome()
    expect(await home.outcomes([SUBJECT], { trust: { ...trust(), status_lists: {} } })).toEqual([
      'status-list-unavailable',
    ])
  })
})

describe('nothing is answered by a key that is not good today', () => {
  test('because it was taken back', async () => {
    const home = await warmHome()
    const jwks = { ...trust().jwks, revoked_kids: ['consent-1'] }
    expect(await home.outcomes(PEOPLE, { trust: { ...trust(), jwks } })).toEqual(['key-revoked', 'key-revoked'])
  })

  test('because it is gone', async () => {
    const home = await warmHome()
    const jwks = { keys: [keys.list.publicJwk] }
    expect(await home.outcomes(PEOPLE, { trust: { ...trust(), jwks } })).toEqual(['key-unknown', 'key-unknown'])
  })

  test('because another has its name', async () => {
    const home = await warmHome()
    const jwks = { keys: [keys.list.publicJwk, keys.stranger.publicJwk] }
    expect(await home.outcomes(PEOPLE, { trust: { ...trust(), jwks } })).toEqual([
      'signature-invalid',
      'signature-invalid',
    ])
  })

  test('because it now signs something else', async () => {
    const home = await warmHome()
    const jwks = { keys: [keys.list.publicJwk, { ...keys.consent.publicJwk, accord_typ: 'receipt+jwt' }] }
    expect(await home.outcomes(PEOPLE, { trust: { ...trust(), jwks } })).toEqual([
      'key-wrong-purpose',
      'key-wrong-purpose',
    ])
  })

  test('and what a new key signs is verified and remembered beside it', async () => {
    const home = await warmHome()
    const fresh = madeKey('consent+jwt', 'consent-2')
    const jwks = { keys: [...trust().jwks.keys, fresh.publicJwk] }
    const renewed = token({ header: { ...HEADER, kid: 'consent-2' }, key: fresh.privateKey })
    await home.write([stored(SUBJECT, renewed), ...GOOD.slice(1)])
    expect(await home.outcomes(PEOPLE, { trust: { ...trust(), jwks } })).toEqual(PERMITTED)
    expect(await home.outcomes(PEOPLE)).toEqual(['key-unknown', 'permit'])
  })
})

describe('a token that is not the one that was verified is verified itself', () => {
  test('where it was changed in place, to the same length and with the same date', async () => {
    const home = await warmHome()
    const { atime, mtime } = await stat(home.store)
    const text = (await readFile(home.store, 'utf8')).replace(TOKEN, unsigned(TOKEN))
    await writeFile(home.store, text)
    await utimes(home.store, atime, mtime)
    expect(await home.outcomes(PEOPLE)).toEqual(['signature-invalid', 'permit'])
  })

  test('and where not even the file system noticed the change, nothing is answered', async () => {
    const home = await warmHome()
    await writeFile(home.store, (await readFile(home.store, 'utf8')).replace(TOKEN, unsigned(TOKEN)))
    const known = home.memory.recall()
    if (!known) throw new Error('nothing is remembered')
    await home.memory.keep({ ...known, store: { ...known.store, stamp: await stampOf(home.store) } })
    await expect(home.outcomes(PEOPLE)).rejects.toMatchObject({ code: 'tokens-damaged' })
  })

  test('where a sync brought another', async () => {
    const home = await warmHome()
    const narrow = { ...claims, consent: { ...(claims.consent as object), provisions: [] } }
    await home.write([stored(SUBJECT, token({ claims: narrow })), ...GOOD.slice(1)])
    expect(await home.outcomes(PEOPLE)).toEqual(['outside-scope', 'permit'])
  })

  test('where a person is gone from the store', async () => {
    const home = await warmHome()
    await home.write(GOOD.slice(1))
    expect(await home.outcomes(PEOPLE)).toEqual(['no-token', 'permit'])
  })

  test("where it stands under another person's name", async () => {
    const home = await warmHome()
    await home.write([stored(OTHER, TOKEN)])
    expect(await home.outcomes(PEOPLE)).toEqual(['no-token', 'subject-wrong'])
  })
})

test('a home that was copied remembers what the original did, once every byte was compared', async () => {
  const home = await warmHome()
  await copyFile(home.store, `${home.store}.copy`)
  await rename(`${home.store}.copy`, home.store)
  const before = home.memory.recall()?.store.stamp
  expect(await home.outcomes(PEOPLE)).toEqual(PERMITTED)
  const after = home.memory.recall()
  expect(after?.store.stamp).not.toBe(before)
  expect([...(after?.findings.key ?? [])]).toEqual([1, 1])
})

describe('a memory is only believed where this node wrote it', () => {
  test('of another store of this node, it says nothing about this one', async () => {
    const [home, other] = [await warmHome(), await warmHome()]
    await other.write([stored(SUBJECT, unsigned(TOKEN)), ...GOOD.slice(1)])
    await other.outcomes(PEOPLE)
    await copyFile(other.index, home.index)
    expect(await home.outcomes(PEOPLE)).toEqual(PERMITTED)
  })

  test('that claims a forged token to be good, sealed by another node', async () => {
    const [home, attacker] = [await warmHome(), await warmHome()]
    const forged = [stored(SUBJECT, unsigned(TOKEN)), ...GOOD.slice(1)]
    await attacker.write(forged)
    expect(await attacker.outcomes(PEOPLE)).toEqual(['signature-invalid', 'permit'])
    await lieAbout(0, attacker)
    expect(await attacker.outcomes(PEOPLE), 'its own node would believe the lie').toEqual(PERMITTED)

    await home.write(forged)
    await copyFile(attacker.index, home.index)
    expect(await home.outcomes(PEOPLE)).toEqual(['signature-invalid', 'permit'])
  })

  test('for another portal', async () => {
    const home = await warmHome()
    const moved = { ...trust(), issuer: 'https://other.example' }
    await expect(home.outcomes(PEOPLE, { trust: moved })).rejects.toMatchObject({ code: 'issuer-wrong' })
  })

  test('and whole: any damage makes it one that is not there', async () => {
    const home = await warmHome()
    const whole = await readFile(home.index)
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 200)) {
      const damaged = Buffer.from(whole)
      damaged[at] = (damaged[at] ?? 0) ^ 0x11
      await writeFile(home.index, damaged)
      expect(await home.outcomes(PEOPLE), `damaged at byte ${at}`).toEqual(PERMITTED)
    }
    for (const length of [0, 1, 8, 40, whole.length - 1]) {
      await writeFile(home.index, whole.subarray(0, length))
      expect(await home.outcomes(PEOPLE), `cut to ${length} bytes`).toEqual(PERMITTED)
    }
  })
})

async function stampOf(path: string): Promise<string> {
  const { ino, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
  return `${ino} ${mtimeNs} ${ctimeNs}`
}

/** Writes into a node's memory, with its own seal, that this line's token was verified as the next one was. */
async function lieAbout(line: number, { memory }: HeldHome): Promise<void> {
  const index = memory.recall()
  if (!index) throw new Error('nothing is remembered')
  for (const column of Object.values(index.findings)) column[line] = column[line + 1] ?? 0
  await memory.keep(index)
}
