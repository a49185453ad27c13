import { LANGUAGES } from '#app/i18n/languages.ts'
import { expect, test } from '#tests/support/journey.ts'
import { looksRight } from './as-seen.ts'
import { comesBack } from './contributor.ts'

const EVERYONES = [
  '',
  '/sign-in',
  '/help',
  '/privacy',
  '/letter',
  '/impact',
  '/goodbye',
  '/no-messages/nobodys',
  '/receipt-seals/nobodys',
  '/representation',
  '/mailbox',
  '/staff/sign-in',
  '/nowhere',
]
const HERS = [
  '/choices',
  '/choices/breast/questions',
  '/choices/breast/questions/take-part',
  '/choices/breast/questions/understanding',
  '/choices/lung/withdrawal',
  '/choices/altruism',
  '/choices/objection',
  '/messages',
  '/representatives',
  '/representatives/new',
  '/my-data',
  '/data-rights',
  '/data-rights/rectification',
  '/uses',
  '/history',
]

test.describe('every page, in every language', () => {
  for (const language of LANGUAGES) {
    test(`fits a phone and reads well in ${language}`, async ({ page, someone }) => {
      const look = { language, script: true, axe: ['el', 'uk'].includes(language) }
      for (const path of EVERYONES) {
        await page.goto(`/${language}${path}`)
        await looksRight(page, look)
      }
      const person = await someone(({ state, programme }) => state === 'consented' && programme === 'lung')
      await comesBack(page, person.sign_in ?? { code: '', pin: '' }, look)
      for (const path of HERS) {
        await page.goto(`/${language}${path}`)
        await looksRight(page, look)
      }
      await page.goto(`/${language}/choices`)
      await page.locator('a[href*="/receipts/"]').first().click()
      await looksRight(page, look)
      expect(page.url()).toContain(`/${language}/receipts/`)
    })
  }
})
