import { expect, test } from 'vitest'
import { missingLanguages, missingWords } from '#app/domain/impact/missing-words.ts'
import { FIGURE, WORDS } from './support/summary.ts'

test('a language in which everything is written lacks nothing', () => {
  expect(missingWords({ figure: FIGURE, words: { en: WORDS } }, 'en')).toEqual([])
})

test('a language that nobody began lacks every part, each row of the figure by itself', () => {
  const parts = missingWords({ figure: FIGURE, words: { en: WORDS } }, 'sl').map((missing) =>
    missing.part === 'figure-row' ? missing.row : missing.part,
  )
  expect(parts).toEqual(['title', 'lead', 'body', 'figure-title', 'agreed', 'missed', 'what-next'])
})

test('a label of spaces is a missing label', () => {
  const words = { ...WORDS, figure_rows: { ...WORDS.figure_rows, missed: '  ' } }
  expect(missingWords({ figure: FIGURE, words: { en: words } }, 'en')).toEqual([{ part: 'figure-row', row: 'missed' }])
})

test('without a figure no figure needs words', () => {
  const words = { ...WORDS, figure_title: '', figure_rows: {} }
  expect(missingWords({ figure: { ...FIGURE, rows: [] }, words: { en: words } }, 'en')).toEqual([])
})

test('missing languages are named in the order asked', () => {
  expect(missingLanguages({ figure: FIGURE, words: { en: WORDS, uk: WORDS } }, ['en', 'sl', 'uk', 'de'])).toEqual([
    'sl',
    'de',
  ])
})
