import type { Browser, Page } from '@playwright/test'
import type { Demo } from '#db/seed/demo.ts'
import acting from '#locales/pl/acting.json' with { type: 'json' }
import { expect, test } from '#tests/support/journey.ts'
import { A_SCAN } from '#tests/support/paper.ts'
import { looksRight } from './as-seen.ts'
import { comesBack } from './contributor.ts'
import { isPermitted } from './hospital.ts'
import { signsInAsStaff } from './staff-member.ts'

type Person = Demo['contributors'][number]

const PAPERS = '/en/staff/desk/papers'
const DESK = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false }
const LOOK = { language: 'en', script: true }
const UNCHECKED = { ...LOOK, axe: false }

test.use(DESK)

test('a no on paper counts once a clerk entered it, another clerk compares it, and the person reads it in her language', async ({
  page: hers,
  browser,
  demo,
  someone,
}) => {
  const person = await someone(
    ({ state, programme, language }) => state === 'consented' && programme === 'lung' && language === 'pl',
  )
  expect(await isPermitted(demo, person, 'lung')).toBe(true)

  const [one, other] = await Promise.all([clerkOf(person, 0, { demo, browser }), clerkOf(person, 1, { demo, browser })])
  await one.goto(PAPERS)
  await one.locator('main a[href*="form=lung"]').first().click()
  await sends(one)
  await expect(one.locator('.error-summary'), 'an empty form says first what is missing').toBeFocused()
  await looksRight(one, UNCHECKED)
  await one.fill('[name=pseudonym]', person.pseudonym)
  await one.locator('[name=way_in][value=paper]').check({ force: true })
  await one.fill('[name=signed_on]', '2026-01-15')
  await one.selectOption('[name=language]', person.language)
  await one.locator('[name=says][value=answers]').check({ force: true })
  await one.locator('[name=answer-take-part][value=no]').check({ force: true })
  await one.setInputFiles('[name=scan]', { name: 'paper.png', mimeType: 'image/png', buffer: A_SCAN })
  await sends(one)
  await expect(one).toHaveURL(/papers\?done=bound$/)
  expect(await isPermitted(demo, person, 'lung'), 'a no waits for nobody').toBe(false)

  await other.goto(PAPERS)
  await other.locator('main .cards a', { hasText: person.pseudonym }).click()
  await looksRight(other, LOOK)
  await expect(other.locator('img.scan')).toBeVisible()
  await other.locator('[name=compared]').check({ force: true })
  await other.locator('button[value=correct]').click()
  await expect(other).toHaveURL(/papers\?done=correct$/)

  await comesBack(hers, person.sign_in ?? { code: '', pin: '' }, { ...UNCHECKED, language: 'pl' })
  await hers.goto('/pl/history')
  await expect(hers.locator('.timeline > li').first()).toContainText(acting.who['hospital-paper'])
})

test('a person chooses with a clerk at her side, and when she is finished nobody sees her choices', async ({
  browser,
  demo,
  someone,
}) => {
  const person = await someone(({ state, programme }) => state === 'consented' && programme === 'lung')
  const page = await clerkOf(person, 0, { demo, browser })
  await page.goto('/en/staff/desk/sitting')
  await looksRight(page, LOOK)
  await page.fill('[name=code]', person.sign_in?.code ?? '')
  await page.fill('[name=pin]', person.sign_in?.pin ?? '')
  await sends(page)
  await expect(page).toHaveURL(/\/en\/choices$/)
  await page.goto('/en/choices/lung/withdrawal')
  await looksRight(page, UNCHECKED)
  await page.locator('button[name=tier][value=stop]').click()
  await expect(page).toHaveURL(/\/en\/receipts\//)
  expect(await isPermitted(demo, person, 'lung')).toBe(false)

  await page.locator('aside button').click()
  await expect(page).toHaveURL(/\/en\/staff\/desk\/sitting\?ended$/)
  await page.goto('/en/choices')
  await expect(page).toHaveURL(/\/en\/sign-in/)
})

test('an editor drafts a data use, and throws the draft away behind a first tap', async ({ page, demo }) => {
  const editor = demo.staff.find(({ role, programme }) => role === 'editor' && programme === 'lung')
  await signsInAsStaff(page, editor, UNCHECKED)
  await page.goto('/en/staff/data-uses/new')
  await looksRight(page, UNCHECKED)
  for (const name of ['legal_basis', 'purpose', 'recipient', 'data']) {
    await page.locator(`[name=${name}]`).first().check({ force: true })
  }
  const texts = { title: 'A draft to throw away', organisation: 'Demo', tool_name: 'demo', tool_version: '1' }
  const rest = { approval_reference: 'DEMO-1', starts_on: '2026-01-01', ends_on: '2098-01-01' }
  for (const [name, text] of Object.entries({ ...texts, ...rest })) await page.fill(`[name=${name}]`, text)
  await page.locator('main form button').last().click()
  await page.locator('main summary').last().click()
  await looksRight(page, LOOK)
  await page.locator('button[value=discard]').click()
  await expect(page).toHaveURL(/data-uses\?done=discard$/)
  await expect(page.locator('main')).not.toContainText(texts.title)
})

/** A browser of its own in which one of the two clerks of this person's hospital is signed in. */
async function clerkOf(person: Person, which: 0 | 1, { demo, browser }: { demo: Demo; browser: Browser }) {
  const hospital = demo.nodes.find(({ client_id }) => client_id === person.node)?.organisation
  const clerks = demo.staff.filter(({ role, organisation }) => role === 'clerk' && organisation === hospital)
  const page = await (await browser.newContext({ ...DESK, baseURL: demo.url })).newPage()
  await signsInAsStaff(page, clerks[which], UNCHECKED)
  return page
}

async function sends(page: Page): Promise<void> {
  await page.locator('main form button').last().click()
}
