import { describe, expect, test } from 'vitest'
import { permittingProvision } from '#app/domain/consent/provision.ts'
import { provisionsWithinUse } from '#app/domain/consent/within-use.ts'
import { PERMIT } from '#tests/support/build.ts'
import { USE } from '#tests/support/record.ts'

const WIDE = {
  ...PERMIT,
  purpose: ['ai-development', 'product-development', 'education'],
  recipient: ['public-research', 'company'],
  region: ['eu-eea', 'adequate'],
  data: ['imaging-ct', 'reports'],
}
const DAY = '2026-06-15'
const ASKED = { purpose: USE.purpose, recipient: USE.recipient, region: USE.region, data: USE.data }

describe('what a token for one data use carries of a wide wish', () => {
  test('permits the data use itself', () => {
    expect(permittingProvision(provisionsWithinUse([WIDE], USE), ASKED, DAY)).toBe(0)
  })

  test.each([
    ['another purpose', { ...ASKED, purpose: 'education' }],
    ['another recipient', { ...ASKED, recipient: 'company' }],
    ['another region', { ...ASKED, region: 'adequate' }],
    ['other data', { ...ASKED, data: ['reports'] }],
  ])('does not permit %s in its name, although the wish would', (_what, asked) => {
    expect(permittingProvision([WIDE], asked, DAY)).toBe(0)
    expect(permittingProvision(provisionsWithinUse([WIDE], USE), asked, DAY)).toBeNull()
  })

  test('does not permit it before the data use starts or once it has ended', () => {
    const carried = provisionsWithinUse([WIDE], USE)
    expect(permittingProvision(carried, ASKED, '1999-01-01')).toBeNull()
    expect(permittingProvision(carried, ASKED, USE.endsAt.toISOString().slice(0, 10))).toBeNull()
  })

  test('carries every denial whole', () => {
    const denial = { ...WIDE, effect: 'deny' as const, region: [] }
    expect(provisionsWithinUse([WIDE, denial], USE)).toContainEqual(denial)
  })

  test('carries nothing of a wish that does not reach the data use', () => {
    expect(provisionsWithinUse([{ ...WIDE, data: ['reports'] }], USE)).toEqual([])
  })
})
