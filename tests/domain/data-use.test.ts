import { describe, expect, test } from 'vitest'
import { approval, particularsEdit, wordsEdit } from '#app/domain/data-use/approval.ts'
import type { DataUse } from '#app/domain/data-use/data-use.ts'
import { missingUseWords } from '#app/domain/data-use/missing-use-words.ts'
import { allowsUse } from '#app/domain/data-use/permission.ts'
import { figuresOfUse } from '#app/domain/data-use/use-figures.ts'
import { DATA_USE_STATUSES, dataUseStatusChange } from '#app/domain/operation/data-use-status.ts'
import { CHOICES } from '#tests/support/build.ts'

const AT = new Date('2026-06-01T00:00:00Z')

const draft: DataUse = {
  id: 'use',
  programmeId: 'lung',
  legalBasis: 'altruism',
  status: 'draft',
  purpose: 'ai-development',
  recipient: 'public-research',
  region: 'SI',
  data: ['imaging-ct'],
  organisation: 'Demo university',
  tool: { name: 'Demo tool', version: '1' },
  approvalReference: 'DEMO-1',
  startsAt: new Date('2026-07-01T00:00:00Z'),
  endsAt: new Date('2027-07-01T00:00:00Z'),
  words: { en: { title: 'Title', summary: 'Summary' }, sl: { title: 'Naslov', summary: 'Povzetek' } },
  authorId: 'ana',
  approverId: null,
  createdAt: AT,
  approvedAt: null,
  endedAt: null,
}

describe('a data use is approved', () => {
  const approve = (changes: Partial<DataUse> = {}, by = 'bojan') =>
    approval({ ...draft, ...changes }, { by, at: AT, writers: ['ana', 'cilka'], languages: ['en', 'sl'] })

  test('by somebody who did not write on it, and bears their name', () => {
    const decision = approve()
    expect(decision.ok && decision.event.after).toEqual({
      ...draft,
      status: 'approved',
      approverId: 'bojan',
      approvedAt: AT,
    })
  })

  test.each<[string, Partial<DataUse>, string, string]>([
    ['by its author', {}, 'ana', 'data-use-own-work'],
    ['by another of its writers', {}, 'cilka', 'data-use-own-work'],
    ['a second time', { status: 'approved' }, 'bojan', 'data-use-not-draft'],
    ['once it has ended', { status: 'ended' }, 'bojan', 'data-use-not-draft'],
    ['without a language', { words: { en: { title: 'T', summary: 'S' } } }, 'bojan', 'data-use-words-missing'],
    [
      'with blanks for words',
      { words: { ...draft.words, sl: { title: 'N', summary: ' ' } } },
      'bojan',
      'data-use-words-missing',
    ],
    ['for a purpose that nobody knows', { purpose: 'world-peace' }, 'bojan', 'data-use-code-unknown'],
    ['for a recipient that nobody knows', { recipient: 'anyone' }, 'bojan', 'data-use-code-unknown'],
    ['for data that nobody knows', { data: ['imaging-ct', 'diary'] }, 'bojan', 'data-use-code-unknown'],
    ['in a region that nobody knows', { region: 'europe' }, 'bojan', 'data-use-code-unknown'],
    ['for no data at all', { data: [] }, 'bojan', 'data-use-incomplete'],
    ['without a name for who does it', { organisation: ' ' }, 'bojan', 'data-use-incomplete'],
    ['without the number of an approval', { approvalReference: '' }, 'bojan', 'data-use-incomplete'],
    ['that ends before it starts', { endsAt: new Date('2026-06-30T00:00:00Z') }, 'bojan', 'data-use-ends-before-start'],
    ['that ends as it starts', { endsAt: draft.startsAt }, 'bojan', 'data-use-ends-before-start'],
    ['that is over', { startsAt: new Date('2025-01-01T00:00:00Z'), endsAt: AT }, 'bojan', 'data-use-is-over'],
  ])('never %s', (_, changes, by, refusal) => expect(approve(changes, by)).toEqual({ ok: false, refusal }))
})

describe('what was approved', () => {
  test.each(['approved', 'suspended', 'ended'] as const)('does not change once it is %s', (status) => {
    const use = { ...draft, status }
    const words = { language: 'en', words: { title: 'Another', summary: 'Another' } }
    expect(particularsEdit(use, draft)).toEqual({ ok: false, refusal: 'data-use-not-draft' })
    expect(wordsEdit(use, words)).toEqual({ ok: false, refusal: 'data-use-not-draft' })
  })

  test('a draft is written in one language without touching another', () => {
    const decision = wordsEdit(draft, { language: 'en', words: { title: 'New', summary: 'New' } })
    expect(decision.ok && decision.event.after.words).toEqual({ ...draft.words, en: { title: 'New', summary: 'New' } })
  })

  test('names what a language lacks', () => {
    expect(missingUseWords(draft, 'en')).toEqual([])
    expect(missingUseWords(draft, 'uk')).toEqual(['title', 'summary'])
    expect(missingUseWords(draft, 'constructor')).toEqual(['title', 'summary'])
  })
})

test('a state follows a state as it may, and nothing else does', () => {
  const may = (to: 'suspended' | 'approved' | 'ended', endsAt = draft.endsAt) =>
    DATA_USE_STATUSES.filter((status) => dataUseStatusChange({ status, endsAt }, to, AT).ok)
  expect(may('suspended')).toEqual(['approved'])
  expect(may('approved')).toEqual(['suspended'])
  expect(may('ended')).toEqual(['approved', 'suspended'])
  expect(may('approved', AT)).toEqual([])
})

test('an editor drafts and an approver decides, each in their own programme', () => {
  const editor = [{ role: 'editor', programmeId: 'lung' }]
  const approver = [{ role: 'approver', programmeId: 'lung' }]
  expect([allowsUse(editor, 'draft', 'lung'), allowsUse(editor, 'approve', 'lung')]).toEqual([true, false])
  expect([allowsUse(approver, 'edit', 'lung'), allowsUse(approver, 'approve', 'lung')]).toEqual([false, true])
  expect(allowsUse(approver, 'approve', 'breast')).toBe(false)
  expect(allowsUse([{ role: 'auditor', programmeId: 'lung' }], 'end', 'lung')).toBe(false)
})

describe('how many people a data use meets', () => {
  const wish = (
    mode: 'include-me' | 'ask-me' | 'leave-me-out',
    people: number,
    answer: 'yes' | 'no' | null = null,
  ) => ({
    altruism: { mode, choices: CHOICES },
    answer,
    people,
  })
  const told = (...wishes: Parameters<typeof figuresOfUse>[1][number][]) =>
    figuresOfUse({ ...draft, status: 'approved' }, wishes, { at: AT, threshold: 10 })

  test('is told where all of it is many', () => {
    const { counts, total } = told(
      wish('include-me', 20),
      wish('ask-me', 30),
      wish('ask-me', 11, 'no'),
      wish('leave-me-out', 12),
    )
    expect(counts).toEqual({ included: 20, asks: 30, declined: 11, 'no-match': 12 })
    expect(total).toBe(73)
  })

  test('never tells a few, nor lets them be computed from the rest', () => {
    const { counts } = told(
      wish('include-me', 20),
      wish('ask-me', 3),
      wish('ask-me', 11, 'no'),
      wish('leave-me-out', 12),
    )
    expect(counts.asks).toBeNull()
    expect(Object.values(counts).filter((count) => count === null).length).toBeGreaterThan(1)
    expect(told(wish('include-me', 9))).toEqual({
      counts: { included: null, asks: null, declined: null, 'no-match': null },
      total: null,
    })
  })
})
