import fc from 'fast-check'
import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '#app/domain/consent/codes.ts'
import type { Provision, UseRequest } from '#app/domain/consent/provision.ts'

/** Choices and requests made up at random, in a world small enough that they often meet. */

export const REGIONS = ['eu-eea', 'adequate', 'DE', 'LT', 'NO', 'UA', 'GB', 'CH', 'US', 'JP', 'XX']
export const DAYS = ['2025-12-31', '2026-01-01', '2026-09-14', '2026-09-15', '2026-09-16', '2027-01-01']

const some = (codes: readonly string[]) => fc.subarray([...codes, 'unknown-code'])
export const day = fc.constantFrom(...DAYS)
const dayOrNone = fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: day })

export const provision: fc.Arbitrary<Provision> = fc.record({
  effect: fc.oneof(
    { weight: 5, arbitrary: fc.constant('permit' as const) },
    { weight: 1, arbitrary: fc.constant('deny' as const) },
  ),
  purpose: some(PURPOSES),
  recipient: some(RECIPIENTS),
  region: some(REGIONS),
  data: some(DATA_CATEGORIES),
  from: dayOrNone,
  until: dayOrNone,
  acquired_from: dayOrNone,
  acquired_until: dayOrNone,
})

export const request: fc.Arbitrary<UseRequest> = fc.record(
  {
    purpose: fc.constantFrom(...PURPOSES),
    recipient: fc.constantFrom(...RECIPIENTS),
    region: fc.constantFrom(...REGIONS),
    data: fc.subarray([...DATA_CATEGORIES], { minLength: 1, maxLength: 2 }),
    acquired: fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, until: b } : { from: b, until: a })),
  },
  { requiredKeys: ['purpose', 'recipient', 'region', 'data'] },
)
