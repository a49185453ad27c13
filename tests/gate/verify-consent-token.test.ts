import { describe, expect, test } from 'vitest'
import { casesOfContent } from './support/token-case.ts'
import { twinSignature } from './support/twin-signature.ts'
import { verdictOn } from './support/verdict-on.ts'

describe('a hospital may not use data on the strength of', () => {
  test.each(casesOfContent.filter(({ expected }) => expected !== 'permit'))('$name ($expected)', async (given) => {
    expect(await verdictOn(given)).toEqual({ outcome: 'deny', reason: given.expected })
  })
})

describe('a hospital may use data on the strength of', () => {
  test.each(casesOfContent.filter(({ expected }) => expected === 'permit'))('$name', async (given) => {
    expect(await verdictOn(given)).toMatchObject({ outcome: 'permit', subject: 'Zq3vT8mW1xKp0LrB' })
  })
})

test('a token with another good signature is the same token, known by its jti and not by its text', async () => {
  const { original, twin } = twinSignature()
  expect(twin.token).not.toBe(original.token)
  expect(await verdictOn(twin)).toEqual(await verdictOn(original))
})

test('a permit says which provision decided', async () => {
  const given = casesOfContent.find(({ name }) => name === 'a denial of something else beside the permit')
  if (!given) throw new Error('the case is gone')
  expect(await verdictOn(given)).toMatchObject({ outcome: 'permit', provision: 1 })
})
