import { expect, test } from 'vitest'
import { type ClaimRecord, claimantThen } from '#app/domain/access/claimant-then.ts'

const day = (number: number) => new Date(Date.UTC(2026, 0, number))
const claimed = (contributorId: string | null, number: number): ClaimRecord => ({
  contributorId,
  recordedAt: day(number),
})

const RETURNED = [claimed('anna', 2), claimed(null, 4), claimed('boris', 6)]

test.each([
  ['nobody’s before anyone claimed it', [claimed('anna', 2)], 1, null],
  ['hers from her claim on', [claimed('anna', 2)], 2, 'anna'],
  ['nobody’s where no letter was ever claimed', [], 9, null],
  ['never hers where her claim was voided later', RETURNED, 3, null],
  ['nobody’s while it was voided', RETURNED, 5, null],
  ['his who claimed it anew', RETURNED, 7, 'boris'],
])('a pseudonym was %s', (_, records, at, claimant) => {
  expect(claimantThen(records, day(at))).toBe(claimant)
})
