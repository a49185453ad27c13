import { describe, expect, test } from 'vitest'
import { correction, edit, publication, retirement, sendingBack, submission } from '#app/domain/impact/publication.ts'
import { resultsDue } from '#app/domain/impact/results-due.ts'
import { aSummary, FIGURE, WORDS } from './support/summary.ts'

const AT = new Date('2026-04-01T00:00:00Z')
const BY_BOJAN = { by: 'bojan', at: AT, writers: ['ana'], languages: ['en', 'sl'], withNotice: false }
const refusal = (code: string) => ({ ok: false, refusal: code })

describe('publishing', () => {
  const inReview = aSummary({ status: 'in-review' })

  test('someone other than its author publishes a summary that was reviewed', () => {
    expect(publication(inReview, BY_BOJAN)).toMatchObject({
      ok: true,
      event: { type: 'summary-published', after: { status: 'published', publisherId: 'bojan', publishedAt: AT } },
    })
  })

  test('an author does not publish her own work', () => {
    expect(publication(inReview, { ...BY_BOJAN, by: 'ana' })).toEqual(refusal('summary-own-work'))
  })

  test('nor does anyone who edited it', () => {
    expect(publication(inReview, { ...BY_BOJAN, writers: ['ana', 'bojan'] })).toEqual(refusal('summary-own-work'))
  })

  test('a draft is not published past its review', () => {
    expect(publication(aSummary(), BY_BOJAN)).toEqual(refusal('summary-not-in-review'))
  })

  test('a summary that cites no data use is not published', () => {
    expect(publication({ ...inReview, dataUseIds: [] }, BY_BOJAN)).toEqual(refusal('data-use-missing'))
  })

  test('a missing language holds it back', () => {
    expect(publication(inReview, { ...BY_BOJAN, languages: ['en', 'sl', 'uk'] })).toEqual(refusal('languages-missing'))
  })

  test('a figure row without a label in one language holds it back', () => {
    const words = { ...inReview.words, sl: { ...WORDS, figure_rows: { agreed: 'Enako' } } }
    expect(publication({ ...inReview, words }, BY_BOJAN)).toEqual(refusal('languages-missing'))
  })

  test('with an explicit notice it goes out, and the audit says which languages were missing', () => {
    const decision = publication(inReview, { ...BY_BOJAN, languages: ['en', 'sl', 'uk'], withNotice: true })
    expect(decision).toMatchObject({ ok: true, event: { detail: { missing_languages: ['uk'] } } })
  })

  test('a notice does not help where no language is complete', () => {
    const decision = publication({ ...inReview, words: {} }, { ...BY_BOJAN, withNotice: true })
    expect(decision).toEqual(refusal('words-missing'))
  })

  test.each(['draft', 'published', 'retired'] as const)('a summary that is %s is not published', (status) => {
    expect(publication(aSummary({ status }), BY_BOJAN)).toEqual(refusal('summary-not-in-review'))
  })
})

describe('writing', () => {
  const change = { figure: FIGURE, dataUseIds: ['nodules'], language: 'uk', words: WORDS }

  test('an edit changes one language and leaves the others', () => {
    const decision = edit(aSummary(), change)
    expect(decision).toMatchObject({ ok: true, event: { after: { words: { en: WORDS, sl: WORDS, uk: WORDS } } } })
  })

  test.each(['in-review', 'published', 'retired'] as const)('a summary that is %s is not edited', (status) => {
    expect(edit(aSummary({ status }), change)).toEqual(refusal('summary-not-draft'))
  })

  test('a review is asked for a draft that cites a data use and can be read in some language', () => {
    expect(submission(aSummary())).toMatchObject({ ok: true, event: { after: { status: 'in-review' } } })
    expect(submission(aSummary({ dataUseIds: [] }))).toEqual(refusal('data-use-missing'))
    expect(submission(aSummary({ words: {} }))).toEqual(refusal('words-missing'))
    expect(submission(aSummary({ status: 'published' }))).toEqual(refusal('summary-not-draft'))
  })

  test('only what is in review is sent back', () => {
    expect(sendingBack(aSummary({ status: 'in-review' }))).toMatchObject({
      ok: true,
      event: { after: { status: 'draft' } },
    })
    expect(sendingBack(aSummary({ status: 'published' }))).toEqual(refusal('summary-not-in-review'))
  })
})

describe('after it was published', () => {
  const published = aSummary({ status: 'published', publisherId: 'bojan', publishedAt: AT })
  const mended = { language: 'sl', words: { ...WORDS, lead: 'Na kratko' }, figure: FIGURE }
  const byBojan = { by: 'bojan', at: AT, writers: ['ana'], correction: mended }

  test('a correction dates itself and keeps the earlier text for the audit', () => {
    expect(correction(published, byBojan)).toMatchObject({
      ok: true,
      event: { after: { status: 'published', correctedAt: AT }, detail: { before: { words: WORDS } } },
    })
  })

  test('an author does not correct her own published work alone', () => {
    expect(correction(published, { ...byBojan, by: 'ana' })).toEqual(refusal('summary-own-work'))
  })

  test('a correction does not empty a text', () => {
    const emptied = { ...mended, words: { ...WORDS, lead: '' } }
    expect(correction(published, { ...byBojan, correction: emptied })).toEqual(refusal('words-missing'))
  })

  test('a correction adds no figure row that other languages cannot name', () => {
    const rows = [...FIGURE.rows, { key: 'new', value: 50 }]
    const words = { ...WORDS, figure_rows: { ...WORDS.figure_rows, new: 'Novo' } }
    const widened = { ...mended, words, figure: { ...FIGURE, rows } }
    expect(correction(published, { ...byBojan, correction: widened })).toEqual(refusal('words-missing'))
  })

  test('what is not published is neither corrected nor retired', () => {
    expect(correction(aSummary(), byBojan)).toEqual(refusal('summary-not-published'))
    expect(retirement(aSummary())).toEqual(refusal('summary-not-published'))
  })

  test('a published summary is retired once', () => {
    const decision = retirement(published)
    expect(decision).toMatchObject({ ok: true, event: { after: { status: 'retired' } } })
    expect(decision.ok && retirement(decision.event.after)).toEqual(refusal('summary-not-published'))
  })
})

test('results are owed once a data use has ended, and late after 18 months', () => {
  const ended = new Date('2026-01-01T00:00:00Z')
  expect(resultsDue(ended, new Date('2025-12-31T00:00:00Z'), false).state).toBe('running')
  expect(resultsDue(ended, new Date('2026-01-01T00:00:00Z'), false).state).toBe('due')
  expect(resultsDue(ended, new Date('2027-07-01T00:00:00Z'), false).state).toBe('overdue')
  expect(resultsDue(ended, new Date('2030-01-01T00:00:00Z'), true).state).toBe('published')
  expect(resultsDue(ended, ended, false).dueAt).toEqual(new Date('2027-07-01T00:00:00Z'))
})
