import { describe, expect, test } from 'vitest'
import { claimsOfTokens } from '#tests/gate/support/claims-of-tokens.ts'
import { forgedTokens } from '#tests/gate/support/forged-tokens.ts'
import { verdictOn } from '#tests/gate/support/verdict-on.ts'

describe('a hospital refuses', () => {
  test.each([...forgedTokens(), ...claimsOfTokens()].filter(({ expected }) => expected !== 'permit'))(
    '$name ($expected)',
    async (given) => {
      expect(await verdictOn(given)).toEqual({ outcome: 'deny', reason: given.expected })
    },
  )
})
