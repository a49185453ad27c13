import { expect, test } from 'vitest'
import { claim, type Letter } from '#app/domain/access/claim.ts'

const at = new Date('2026-05-01T12:00:00Z')
const letter: Letter = {
  expiresAt: new Date('2026-06-01'),
  usedAt: null,
  voidedAt: null,
  claimedBy: null,
  enrolledTo: null,
}
const knows = { matches: true, signedInAs: null, join: null, at }

test('a letter opens a new account for someone who knows its code and the birth date', () => {
  expect(claim(letter, knows)).toEqual({ ok: true, event: { type: 'claimed' } })
})

test('whoever does not know both is told one thing, whatever the state of the letter', () => {
  const states: Partial<Letter>[] = [
    {},
    { usedAt: at },
    { voidedAt: at },
    { expiresAt: at },
    { claimedBy: 'somebody', expiresAt: at },
  ]
  for (const state of states) {
    const answer = claim({ ...letter, ...state }, { ...knows, matches: false })
    expect(answer).toEqual({ ok: false, refusal: 'invitation-not-matched' })
  }
})

test('that a letter has expired is told to someone who knows both', () => {
  expect(claim({ ...letter, expiresAt: at }, knows)).toEqual({ ok: false, refusal: 'invitation-expired' })
})

test('a letter that was used or voided opens nothing, for anyone', () => {
  for (const state of [{ usedAt: at }, { voidedAt: at }]) {
    expect(claim({ ...letter, ...state }, knows)).toMatchObject({ refusal: 'invitation-not-matched' })
  }
})

test('someone who is signed in is asked before a letter joins her account', () => {
  expect(claim(letter, { ...knows, signedInAs: 'me' })).toEqual({ ok: false, refusal: 'join-unanswered' })
  expect(claim(letter, { ...knows, signedInAs: 'me', join: 'yes' })).toMatchObject({
    event: { type: 'joined', contributorId: 'me' },
  })
  expect(claim(letter, { ...knows, signedInAs: 'me', join: 'no' })).toMatchObject({ event: { type: 'claimed' } })
})

test('an answer about joining means nothing where nobody is signed in', () => {
  expect(claim(letter, { ...knows, join: 'yes' })).toMatchObject({ event: { type: 'claimed' } })
})

test('someone who left before setting a way back opens the same account again', () => {
  const again = claim({ ...letter, claimedBy: 'her' }, { ...knows, signedInAs: 'somebody-else', join: 'yes' })
  expect(again).toMatchObject({ event: { type: 'claimed-again', contributorId: 'her' } })
})

test('a second letter from the hospital opens the same account, for someone who lost her way back', () => {
  const second = claim({ ...letter, enrolledTo: 'her' }, knows)
  expect(second).toMatchObject({ event: { type: 'reopened', contributorId: 'her' } })
})
