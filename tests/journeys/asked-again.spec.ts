import type { Browser, Page } from '@playwright/test'
import type { Demo } from '#db/seed/demo.ts'
import { expect, test } from '#tests/support/journey.ts'
import { looksRight } from './as-seen.ts'
import { comesBack, sends } from './contributor.ts'

const CHANGED = 'A made-up change: your scans may also be used for teaching, if you say yes again.'

test('who said yes reads what changed since, keeps what she said for now, and can still answer', async ({
  page,
  browser,
  demo,
  someone,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled === false, 'one version is published for both browsers')
  await publishesMajorVersion(browser, demo)
  const person = await someone(({ state, programme }) => state === 'consented' && programme === 'breast')
  const greek = { language: 'el', script: true }
  await comesBack(page, person.sign_in ?? { code: '', pin: '' }, { ...greek, axe: false })
  await page.locator('main a[href$="/choices/breast/what-changed"]').click()
  await expect(page.locator('main')).toContainText(CHANGED)
  await looksRight(page, greek)
  await page.goto('/uk/choices/breast/what-changed')
  const ukrainian = { language: 'uk', script: true }
  await looksRight(page, { ...ukrainian, axe: false })
  await page.locator('main a[href$="/what-changed/later"]').click()
  await looksRight(page, ukrainian)
  await page.locator('[name=again][value=in-a-month]').check({ force: true })
  await sends(page, '[name=again]')
  await expect(page).toHaveURL(/\/uk\/receipts\//)
  await page.goto('/uk/choices')
  await expect(page.locator('main a[href$="/choices/breast/what-changed"]')).toHaveCount(1)
})

/** The form as it is with one sentence about what changed, by an editor and published by somebody else. */
async function publishesMajorVersion(browser: Browser, demo: Demo): Promise<void> {
  const editor = await signedIn(browser, demo, 'editor')
  await editor.goto('/en/staff/forms/new')
  await editor.locator('button[value=draft]').click()
  const place = new URL(editor.url()).pathname
  const form = await (await editor.request.get(`${place}/file.json`)).json()
  for (const words of Object.values<{ what_changed: string[] }>(form.words)) words.what_changed = [CHANGED]
  const buffer = Buffer.from(JSON.stringify({ ...form, change: 'major' }))
  await editor.goto(`${place}/file`)
  await editor.setInputFiles('#file', { name: 'form.json', mimeType: 'application/json', buffer })
  await editor.locator('button[value=import]').click()
  await editor.goto(place)
  await editor.locator('button[value=submit]').click()

  const approver = await signedIn(browser, demo, 'approver')
  await approver.goto(place)
  await approver.locator('button[value=publish]').click()
  await expect(approver).toHaveURL(/done=publish/)
  await Promise.all([editor.context().close(), approver.context().close()])
}

async function signedIn(browser: Browser, demo: Demo, role: string): Promise<Page> {
  const member = demo.staff.find((one) => one.role === role && one.programme === 'breast')
  const page = await (await browser.newContext({ baseURL: demo.url })).newPage()
  await page.goto('/en/staff/sign-in')
  await page.fill('[name=email]', member?.email ?? '')
  await page.fill('[name=password]', member?.sign_in.password ?? '')
  await page.locator('main form button').last().click()
  await expect(page).toHaveURL(/\/en\/staff$/)
  return page
}
