import { expect, test } from '#tests/support/journey.ts'
import { looksRight } from './as-seen.ts'
import { answersQuestions, claimsLetter, comesBack, PIN } from './contributor.ts'
import { isPermitted } from './hospital.ts'

/** Through all three layers, the first thing ticked on each page. */
const IN_DETAIL = {
  'take-part': 'choose',
  'what-for': 'one-by-one',
  where: 'one-by-one',
  'which-data': 'one-by-one',
  'which-period': 'one-by-one',
}

test('a person claims her letter and says yes in Slovenian, comes back another day and withdraws in Ukrainian', async ({
  page,
  browser,
  demo,
  someone,
  javaScriptEnabled,
}) => {
  const script = javaScriptEnabled !== false
  const person = await someone(({ state, programme }) => state === 'invited' && programme === 'lung')
  const slovenian = { language: 'sl', script }
  await page.goto('/sl')
  await looksRight(page, slovenian)
  expect(await isPermitted(demo, person, 'lung')).toBe(false)

  const code = await claimsLetter(page, person, slovenian)
  await answersQuestions(page, 'lung', slovenian, script ? {} : IN_DETAIL)
  expect(await isPermitted(demo, person, 'lung'), 'nothing is recorded before it is confirmed').toBe(false)
  await page.locator('button[name=confirm]').click()
  await expect(page).toHaveURL(/\/sl\/receipts\//)
  await looksRight(page, slovenian)
  expect(await isPermitted(demo, person, 'lung')).toBe(true)
  expect(await isPermitted(demo, person, 'breast'), 'a yes to one programme is no yes to another').toBe(false)

  const tablet = await browser.newContext({ baseURL: demo.url, javaScriptEnabled: script })
  const another = await tablet.newPage()
  const ukrainian = { language: 'uk', script }
  await comesBack(another, { code, pin: PIN }, ukrainian)
  await another.locator('a[href$="/choices/lung/withdrawal"]').first().click()
  await looksRight(another, ukrainian)
  await another.locator('button[name=tier][value=stop]').click()
  await expect(another).toHaveURL(/\/uk\/receipts\//)
  await looksRight(another, ukrainian)
  expect(await isPermitted(demo, person, 'lung')).toBe(false)

  for (const place of ['choices', 'history', 'uses', 'choices/altruism', 'choices/objection', 'impact']) {
    await another.goto(`/uk/${place}`)
    await looksRight(another, ukrainian)
  }
  await tablet.close()
})

test('a person who says no is asked nothing more, and no hospital is told yes', async ({
  page,
  demo,
  someone,
  javaScriptEnabled,
}) => {
  const person = await someone(({ state, programme }) => state === 'invited' && programme === 'lung')
  const look = { language: 'el', script: javaScriptEnabled !== false }
  await claimsLetter(page, person, look)
  await answersQuestions(page, 'lung', look, { 'take-part': 'no' })
  await page.locator('button[name=confirm]').click()
  await expect(page).toHaveURL(/\/el\/receipts\//)
  await looksRight(page, look)
  expect(await isPermitted(demo, person, 'lung')).toBe(false)
})

test('a person with a wrong code is told no more than that it does not fit', async ({ page, someone }) => {
  const person = await someone(({ state }) => state === 'invited')
  const { search } = new URL(person.invitation?.url ?? '')
  await page.goto(`/lt/invitation${search}`)
  await page.fill('[name=code]', '0000-0000-0000-0')
  await page.fill('[name=birth_day]', '1')
  await page.fill('[name=birth_month]', '1')
  await page.fill('[name=birth_year]', '1950')
  await page.locator('main form button').last().click()
  await expect(page).toHaveURL(/\/lt\/invitation/)
  await expect(page.locator('[role=alert]')).toBeVisible()
  await expect(page.locator('[name=code]')).toHaveValue('0000-0000-0000-0')
})

test('a person objects, and her yes no longer counts until she reverses it herself', async ({
  page,
  demo,
  someone,
  javaScriptEnabled,
}) => {
  const person = await someone(({ state, programme }) => state === 'consented' && programme === 'lung')
  const look = { language: 'pl', script: javaScriptEnabled !== false }
  expect(await isPermitted(demo, person, 'lung')).toBe(true)
  await comesBack(page, person.sign_in ?? { code: '', pin: '' }, look)
  await page.goto('/pl/choices/objection')
  await looksRight(page, look)
  await page.locator('button[name=answer][value=object]').first().click()
  await looksRight(page, look)
  expect(await isPermitted(demo, person, 'lung')).toBe(false)

  await page.goto('/pl/choices/objection')
  await page.locator('button[name=answer][value=reverse]').first().click()
  expect(await isPermitted(demo, person, 'lung')).toBe(true)
})
