import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from '#tests/support/journey.ts'

/** `script` says whether the browser runs any; axe needs it, and takes about a second a page. */
export type Look = { language: string; script: boolean; axe?: boolean }

/** What holds for every page that anyone sees: its language is named, it fits the phone, and axe finds nothing. */
export async function looksRight(page: Page, { language, script, axe = script }: Look): Promise<void> {
  const where = new URL(page.url()).pathname
  expect(await page.locator('html').getAttribute('lang'), `the language of ${where}`).toBe(language)
  expect(await page.locator('h1').count(), `one heading on ${where}`).toBe(1)
  await expect(page.locator('script'), `no script on ${where}`).toHaveCount(0)
  expect(await page.content(), `no letter is lost on ${where}`).not.toMatch(/[\0\uFFFD]/)
  if (!script) return

  const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  expect(content, `${where} is wider than the phone`).toBeLessThanOrEqual(width ?? 0)
  expect(await page.evaluate(tooSmallToTap), `what a thumb could miss on ${where}`).toEqual([])
  if (!axe) return
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html}`)).toEqual([])
}

/** Buttons, fields and links that stand alone, lower than 44 CSS pixels; runs in the page. */
function tooSmallToTap(): string[] {
  const tapped = 'button, summary, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox])'
  const seen = [...document.querySelectorAll(`main :is(${tapped}), main p > a:only-child`)]
  return seen
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
    .map((one) => one.outerHTML)
}
