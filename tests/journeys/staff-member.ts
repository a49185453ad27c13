import type { Page } from '@playwright/test'
import type { Demo } from '#db/seed/demo.ts'
import { expect } from '#tests/support/journey.ts'
import { type Look, looksRight } from './as-seen.ts'

type Member = Demo['staff'][number]

/** Signs one of the demo's staff in; they see where they begin. */
export async function signsInAsStaff(page: Page, member: Member | undefined, look: Look): Promise<void> {
  await page.goto(`/${look.language}/staff/sign-in`)
  await looksRight(page, look)
  await page.fill('[name=email]', member?.email ?? '')
  await page.fill('[name=password]', member?.sign_in.password ?? '')
  await page.locator('main form button').last().click()
  await expect(page).toHaveURL(new RegExp(`/${look.language}/staff(/desk)?$`))
  await looksRight(page, look)
}
