import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formatAgo, formatDate, formatList, formatNumber, formatShare } from '#app/i18n/format.ts'
import { LANGUAGES } from '#app/i18n/languages.ts'
import { openWords } from '#app/i18n/open-words.server.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { wordsForBrowser } from '#app/i18n/words-for-browser.ts'

test('every English file of words is known to the type of the keys', () => {
  const listed = readFileSync(new URL('../../app/i18n/words.ts', import.meta.url), 'utf8')
  for (const file of readdirSync(new URL('../../locales/en/', import.meta.url))) {
    expect(listed).toContain(`'#locales/en/${file}'`)
  }
})

test('a key that does not exist does not compile', async () => {
  const t = translateInto('en', await openWords())
  // @ts-expect-error: there is no such key
  expect(t('common:typo')).toBe('typo')
  expect(t('common:sign-in')).toBe('Sign in')
})

test('a sentence that a language lacks is read in English', async () => {
  const words = await openWords()
  words.addResourceBundle('el', 'common', {}, false, true)
  words.removeResourceBundle('el', 'common')
  expect(translateInto('el', words)('common:sign-in')).toBe('Sign in')
})

test('dates, numbers, shares and lists are written as each language writes them', () => {
  const day = new Date('2026-03-07T12:00:00Z')
  expect(formatDate('en', day)).toBe('7 March 2026')
  expect(formatDate('sl', day)).toBe('7. marec 2026')
  expect(formatDate('pt-PT', day)).toBe('7 de março de 2026')
  expect(formatDate('uk', day)).toContain('7 березня 2026')
  expect(formatNumber('de', 12345.5)).toBe('12.345,5')
  expect(formatShare('en', 0.5)).toBe('50%')
  expect(formatList('pl', ['a', 'b', 'c'])).toBe('a, b i c')
  expect(formatAgo('lt', new Date('2026-03-06T12:00:00Z'), day)).toBe('vakar')
  for (const language of LANGUAGES) expect(formatDate(language, day)).toMatch(/2026/)
})

test('a date does not move with the place where the server stands', () => {
  expect(formatDate('en', new Date('2026-03-07T23:59:00Z'))).toBe('7 March 2026')
})

test('words for the browser cannot end the element that they stand in', async () => {
  const words = await openWords()
  words.addResource('en', 'common', 'portal', '</script><script>alert(1)</script>')
  expect(wordsForBrowser(words, [])).not.toContain('<')
})
