import { describe, expect, test } from 'vitest'
import { answering, answersRights } from '#app/domain/right/answering.ts'
import { type AskedRight, asking, dueOn, isOverdue } from '#app/domain/right/asking.ts'
import { extending } from '#app/domain/right/extending.ts'

const at = new Date('2031-03-10T12:00:00Z')
const access = { right: 'access', programmeId: 'lung', words: null, at } as const

describe('what somebody asks about her data', () => {
  const open: AskedRight = { right: 'access', programmeId: 'lung', open: true }

  test('is asked once until it is answered', () => {
    expect(asking([open], access)).toEqual({ ok: false, refusal: 'right-already-asked' })
    expect(asking([{ ...open, open: false }], access)).toEqual({ ok: true, event: { dueOn: '2031-04-10' } })
  })

  test('is asked of each programme and of Accord by itself', () => {
    for (const other of [{ programmeId: 'breast' }, { programmeId: null }, { right: 'erasure' as const }]) {
      expect(asking([open], { ...access, ...other })).toMatchObject({ ok: true })
    }
  })

  test('needs words only where nobody could know what is wrong', () => {
    const correct = { ...access, right: 'rectification' as const }
    expect(asking([], correct)).toEqual({ ok: false, refusal: 'right-words-required' })
    expect(asking([], { ...correct, words: 'My language is Greek.' })).toMatchObject({ ok: true })
    for (const right of ['erasure', 'restriction', 'portability', 'objection'] as const) {
      expect(asking([], { ...access, right })).toMatchObject({ ok: true })
    }
  })
})

describe('an answer is due', () => {
  test.each([
    ['2031-03-10T23:59:59Z', '2031-04-10'],
    ['2031-12-31T00:00:00Z', '2032-01-31'],
    ['2031-01-31T12:00:00Z', '2031-02-28'],
    ['2032-01-30T12:00:00Z', '2032-02-29'],
    ['2031-05-31T12:00:00Z', '2031-06-30'],
  ])('for what was asked at %s, on %s', (asked, due) => expect(dueOn(new Date(asked))).toBe(due))

  test('late from the day after, and never once it was given', () => {
    expect(isOverdue({ dueOn: '2031-03-10', open: true }, at)).toBe(false)
    expect(isOverdue({ dueOn: '2031-03-09', open: true }, at)).toBe(true)
    expect(isOverdue({ dueOn: '2031-03-09', open: false }, at)).toBe(false)
  })
})

describe('whoever answers', () => {
  const approver = [{ role: 'approver', programmeId: 'lung' }]
  const operator = [{ role: 'operator', programmeId: null }]

  test('is an approver of that very programme, or an operator for what is asked of Accord', () => {
    expect(answersRights(approver, 'lung')).toBe(true)
    expect(answersRights(operator, null)).toBe(true)
  })

  test.each([
    ['an approver of another programme', approver, 'breast'],
    ['an approver, for what is asked of Accord', approver, null],
    ['an operator, for what is asked of a programme', operator, 'lung'],
    ['an editor', [{ role: 'editor', programmeId: 'lung' }], 'lung'],
    ['an auditor', [{ role: 'auditor', programmeId: 'lung' }], 'lung'],
    ['a clerk, who holds no programme', [{ role: 'clerk', programmeId: null }], null],
    ['nobody', [], 'lung'],
  ])('is not %s', (_, roles, programmeId) => {
    const asked = { programmeId, open: true }
    expect(answering(asked, { roles, outcome: 'done', at })).toEqual({ ok: false, refusal: 'not-allowed' })
  })

  test('answers once', () => {
    const asked = { programmeId: 'lung', open: false }
    const again = answering(asked, { roles: approver, outcome: 'refused', at })
    expect(again).toEqual({ ok: false, refusal: 'right-already-answered' })
    const first = answering({ ...asked, open: true }, { roles: approver, outcome: 'refused', at })
    expect(first).toEqual({ ok: true, event: { outcome: 'refused', answeredAt: at } })
  })
})

describe('an answer that takes longer', () => {
  const roles = [{ role: 'approver', programmeId: 'lung' }]
  const askedAt = new Date('2031-11-30T12:00:00Z')
  const asked = { programmeId: 'lung', open: true, extended: false, askedAt, dueOn: dueOn(askedAt) }
  const on = (day: string) => ({ roles, at: new Date(`${day}T23:00:00Z`) })

  test('is due three months after it was asked, if that is said by the last day of the first', () => {
    const said = on('2031-12-30')
    expect(extending(asked, said)).toEqual({ ok: true, event: { dueOn: '2032-02-29', extendedAt: said.at } })
  })

  test.each([
    ['when the month is over', asked, on('2031-12-31'), 'right-month-over'],
    ['twice', { ...asked, extended: true, dueOn: '2032-02-29' }, on('2031-12-01'), 'right-already-extended'],
    ['once it was given', { ...asked, open: false }, on('2031-12-01'), 'right-already-answered'],
    ['by whoever does not answer for it', asked, { ...on('2031-12-01'), roles: [] }, 'not-allowed'],
  ])('is not extended %s', (_, request, by, refusal) => {
    expect(extending(request, by)).toEqual({ ok: false, refusal })
  })
})
