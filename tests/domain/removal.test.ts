import { expect, test } from 'vitest'
import { type RemovalAnswer, removalAnswer } from '#app/domain/consent/removal.ts'

const removed: RemovalAnswer = { outcome: 'removed', hindrance: null }
const nothingHeld: RemovalAnswer = { outcome: 'nothing-held', hindrance: null }
const kept: RemovalAnswer = { outcome: 'not-possible', hindrance: 'kept-by-law' }

test.each([
  ['that it removed the data', null, removed],
  ['that it held nothing', null, nothingHeld],
  ['that and why it could not', null, kept],
  ['the same once more', removed, removed],
  ['in the end that it could', kept, removed],
  ['another reason why it could not', kept, { outcome: 'not-possible', hindrance: 'anonymous-by-now' } as const],
])('a hospital may answer %s', (_what, before, answer) => {
  expect(removalAnswer(before, answer)).toEqual({ ok: true, event: answer })
})

test.each([
  [
    'say no without a reason',
    null,
    { outcome: 'not-possible', hindrance: null } as const,
    'removal-hindrance-required',
  ],
  [
    'give a reason for what it did',
    null,
    { ...removed, hindrance: 'kept-by-law' } as const,
    'removal-hindrance-without-cause',
  ],
  ['take back that it removed the data', removed, kept, 'removal-already-done'],
  ['say that it held nothing after it removed it', removed, nothingHeld, 'removal-already-done'],
])('a hospital may not %s', (_what, before, answer, refusal) => {
  expect(removalAnswer(before, answer)).toEqual({ ok: false, refusal })
})
