import type { Page } from '@playwright/test'
import type { DemoContributor } from '#db/seed/demo.ts'
import { expect } from '#tests/support/journey.ts'
import { type Look, looksRight } from './as-seen.ts'

export const PIN = '582914'

/** Types the code and birth date of a letter, chooses a PIN, and returns the code to keep. */
export async function claimsLetter(page: Page, person: DemoContributor, look: Look): Promise<string> {
  const { search } = new URL(person.invitation?.url ?? '')
  const [year = '', month = '', day = ''] = person.birth_date.split('-')
  await page.goto(`/${look.language}/invitation${search}`)
  await looksRight(page, look)
  await page.fill('[name=code]', person.invitation?.code ?? '')
  await page.fill('[name=birth_day]', day)
  await page.fill('[name=birth_month]', month)
  await page.fill('[name=birth_year]', year)
  await sends(page, '[name=code]')

  await expect(page).toHaveURL(/\/way-back$/)
  await looksRight(page, look)
  await page.fill('[name=pin]', PIN)
  await page.fill('[name=pin_again]', PIN)
  await sends(page, '[name=pin]')
  await looksRight(page, look)
  const kept = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{1,4}){3,}\b/.exec(await page.locator('main').innerText())
  expect(kept, 'the code to keep is shown').not.toBeNull()
  return kept?.[0] ?? ''
}

/** Answers every question with what `answerTo` says, or the first answer there is, up to the check page. */
export async function answersQuestions(
  page: Page,
  programme: string,
  look: Look,
  answerTo: Record<string, string> = {},
): Promise<void> {
  await page.goto(`/${look.language}/choices/${programme}/questions`)
  await looksRight(page, look)
  await page.locator(`main a[href*="/questions/"]`).first().click()
  while (!page.url().endsWith('/check')) {
    await looksRight(page, look)
    await expect(page.locator('[name=answer]:checked'), 'nothing is chosen for anyone').toHaveCount(0)
    const question = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const radios = page.locator('[name=answer]')
    const wanted = answerTo[question]
    await (wanted ? page.locator(`[name=answer][value="${wanted}"]`) : radios.first()).check({ force: true })
    await sends(page, '[name=answer]')
  }
  await looksRight(page, look)
}

export async function comesBack(page: Page, { code, pin }: { code: string; pin: string }, look: Look): Promise<void> {
  await page.goto(`/${look.language}/sign-in`)
  await looksRight(page, look)
  await page.fill('[name=code]', code)
  await page.fill('[name=pin]', pin)
  await sends(page, '[name=pin]')
  await expect(page).toHaveURL(new RegExp(`/${look.language}/choices$`))
  await looksRight(page, look)
}

/** Presses the button of the form that has this field. */
export async function sends(page: Page, field: string): Promise<void> {
  await page
    .locator('form', { has: page.locator(field) })
    .locator('button')
    .last()
    .click()
}
