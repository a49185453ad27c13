import { expect, test } from 'vitest'
import { placeAmong, previewPages } from '#app/routes/$language.staff.forms.$id_.preview.$shown/preview-pages.ts'

const searches = (...asked: Parameters<typeof previewPages>) => previewPages(...asked).map(({ search }) => search)

test('a preview has a page for all that a person may come to, and none for what is not there', () => {
  const questions = ['take-part', 'who']
  expect(searches({ questions, hasChecks: true, followsOne: true })).toEqual([
    '',
    'question=take-part',
    'question=who',
    'page=checks',
    'page=what-changed',
  ])
  expect(searches({ questions, hasChecks: false, followsOne: false })).toEqual([
    '',
    'question=take-part',
    'question=who',
  ])
})

test('a page that is not there is the first', () => {
  const pages = previewPages({ questions: ['who'], hasChecks: false, followsOne: true })
  expect(placeAmong(pages, 'page=checks')).toEqual({ page: pages[0], before: null, next: pages[1] })
  expect(placeAmong(pages, 'question=who')).toEqual({ page: pages[1], before: pages[0], next: pages[2] })
  expect(placeAmong(pages, 'page=what-changed')).toEqual({ page: pages[2], before: pages[1], next: null })
})
