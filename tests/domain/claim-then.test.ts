import { expect, test } from 'vitest'
import { type ClaimRecord, claimThen, wasNeverHers } from '#app/domain/access/claim-then.ts'
import type { RecordedEvent } from '#app/domain/consent/events.ts'
import type { RecordCorrection } from '#app/domain/enrolment/correction.ts'

const day = (number: number) => new Date(Date.UTC(2026, 0, number))
const claimed = (contributorId: string | null, number: number): ClaimRecord => {
  return { enrolmentId: 'letter', followedBy: ['new-number'], contributorId, recordedAt: day(number) }
}

const RETURNED = [claimed('anna', 2), claimed(null, 4), claimed('boris', 6)]

test.each([
  ['nobody’s before anyone claimed it', RETURNED, 1, undefined],
  ['hers from her claim on', RETURNED, 2, 'anna'],
  ['nobody’s once she was parted from it', RETURNED, 5, undefined],
  ['his who claimed it anew', RETURNED, 7, 'boris'],
  ['nobody’s where no letter was ever claimed', [], 9, undefined],
])('a pseudonym was %s', (_, records, at, claimant) => {
  expect(claimThen(records, day(at))?.contributorId).toBe(claimant)
})

function voided(enrolmentId: string, at: number): RecordedEvent {
  const by = { kind: 'organisation', id: 'hospital', how: 'letter' } as const
  return {
    ...{ type: 'claim-voided', enrolmentId, id: 'event', sequence: 1, by },
    ...{ recordedAt: day(at), effectiveFrom: day(at) },
  }
}

function corrected(correction: RecordCorrection): RecordedEvent {
  const by = { kind: 'organisation', id: 'hospital', how: 'portal' } as const
  return {
    ...{ type: 'enrolment-corrected', enrolmentId: 'letter', correction, id: 'event', sequence: 1, by },
    ...{ recordedAt: day(4), effectiveFrom: day(4) },
  }
}

test.each([
  ['was never hers, once her hospital found that it was somebody else’s', [corrected('not-hers')], 5, true],
  ['stands where the pseudonym went to another account of hers', [corrected('moved')], 5, false],
  ['stands where another pseudonym came to it', [corrected('joined')], 5, false],
  ['was never hers, once it is known that it was voided', [voided('letter', 4)], 5, true],
  ['was hers as far as was known before that', [voided('letter', 4)], 3, false],
  ['was never hers, once the number that followed is known not to be', [voided('new-number', 4)], 5, true],
  ['stands where another letter was reported', [voided('another', 4)], 5, false],
  ['stands where it was made after an earlier one was reported', [voided('letter', 1)], 5, false],
])('a claim %s', (_, record, knownAt, expected) => {
  expect(wasNeverHers(claimed('anna', 2), record, day(knownAt))).toBe(expected)
})
