import { describe, expect, test } from 'vitest'
import { casesOfContent, casesOfSignature } from '#tests/gate/support/token-case.ts'
import { verdictOn } from '#tests/gate/support/verdict-on.ts'

describe('a hospital refuses', () => {
  test.each([...casesOfSignature, ...casesOfContent].filter(({ expected }) => expected !== 'permit'))(
    '$name ($expected)',
    async (given) => {
      expect(await verdictOn(given)).toEqual({ outcome: 'deny', reason: given.expected })
    },
  )
})
