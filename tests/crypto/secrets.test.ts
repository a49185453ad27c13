import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { keyedHash, matchesSlowHash, SLOW, slowHash } from '#app/crypto/secrets.server.ts'

const pepper = randomBytes(32)
const inService = { pepper, slowness: SLOW }
const quick = { pepper, slowness: { N: 2 ** 4, r: 8, p: 1 } }

test('a PIN matches its own hash', async () => {
  const stored = await slowHash(inService, 'pin', '294017')
  expect(stored).toMatch(/^scrypt\$32768\$8\$3\$/)
  expect(await matchesSlowHash(inService, 'pin', '294017', stored)).toBe(true)
})

test('another PIN, another purpose or another pepper does not match', async () => {
  const stored = await slowHash(quick, 'pin', '294017')
  expect(await matchesSlowHash(quick, 'pin', '294018', stored)).toBe(false)
  expect(await matchesSlowHash(quick, 'birth-date', '294017', stored)).toBe(false)
  expect(await matchesSlowHash({ ...quick, pepper: randomBytes(32) }, 'pin', '294017', stored)).toBe(false)
})

test('nothing matches where nothing is stored, and it takes as long to say so', async () => {
  const stored = await slowHash(inService, 'pin', '294017')
  const timed = async (hash: string | null) => {
    const start = performance.now()
    expect(await matchesSlowHash(inService, 'pin', 'wrong', hash)).toBe(false)
    return performance.now() - start
  }
  const [known, unknown] = [await timed(stored), await timed(null)]
  expect(unknown).toBeGreaterThan(known / 3)
})

test('the same PIN is stored differently each time', async () => {
  expect(await slowHash(quick, 'pin', '294017')).not.toBe(await slowHash(quick, 'pin', '294017'))
})

test('a hash for one purpose says nothing about another', () => {
  expect(keyedHash(pepper, 'personal-code', 'A').equals(keyedHash(pepper, 'invitation-secret', 'A'))).toBe(false)
})
