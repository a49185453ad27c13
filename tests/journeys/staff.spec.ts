import type { Page } from '@playwright/test'
import type { Demo } from '#db/seed/demo.ts'
import { expect, test } from '#tests/support/journey.ts'
import { type Look, looksRight } from './as-seen.ts'
import { comesBack } from './contributor.ts'
import { signsInAsStaff } from './staff-member.ts'

/** Whoever writes markup has written text: `looksRight` finds no script on any page that shows it. */
const SCRIPT = '<script>alert(1)</script>'

const signsIn = (page: Page, demo: Demo, role: string, look: Look) =>
  signsInAsStaff(
    page,
    demo.staff.find((one) => one.role === role && one.programme === 'lung'),
    look,
  )

test('an editor writes what came of a data use, an approver publishes it, and the people whose data it was find it first', async ({
  browser,
  page,
  demo,
  someone,
  javaScriptEnabled,
}) => {
  const look = { language: 'en', script: javaScriptEnabled !== false }
  const title = `A journey’s result ${look.script ? 'with' : 'without'} script`
  await signsIn(page, demo, 'editor', look)
  await page.goto('/en/staff/summaries/new')
  await looksRight(page, look)
  await page.fill('[name=title]', title)
  await page.locator('[name=data_use][value=lung-nodules-demo]').check({ force: true })
  await page.locator('main form button').last().click()
  await expect(page).toHaveURL(/\/staff\/summaries\/[0-9a-f-]{36}/)
  await looksRight(page, look)
  const place = new URL(page.url()).pathname

  await page.fill('[name=lead]', `What a made-up project learned. ${SCRIPT}`)
  await page.fill('[name=body]', `It learned something. ${SCRIPT}\n\nOne thing did not work.`)
  await page.fill('[name=figure_title]', `Scans looked at ${SCRIPT}`)
  await page.fill('[name=row_label_1]', `First year ${SCRIPT}`)
  await page.fill('[name=row_value_1]', '1200')
  await page.fill('[name=what_next]', `It goes on. ${SCRIPT}`)
  await page.locator('button[name=intent][value=save]').click()
  await looksRight(page, look)
  await page.goto(`${place}/preview?in=en`)
  await looksRight(page, look)
  await page.goto(place)
  await page.locator('button[name=intent][value=submit]').click()
  await expect(page.locator('button[name=intent][value=publish]'), 'not by its author').toHaveCount(0)

  const desk = await browser.newContext({ baseURL: demo.url, javaScriptEnabled: look.script })
  const approver = await desk.newPage()
  await signsIn(approver, demo, 'approver', look)
  await approver.goto('/en/staff/summaries')
  await looksRight(approver, look)
  await approver.goto(place)
  await looksRight(approver, look)
  await approver.locator('[name=with_notice]').check({ force: true })
  await approver.locator('button[name=intent][value=publish]').click()
  await looksRight(approver, look)
  await desk.close()

  const anyone = await browser.newContext({ baseURL: demo.url, javaScriptEnabled: look.script })
  const reader = await anyone.newPage()
  await reader.goto('/en/impact')
  await looksRight(reader, look)
  await reader.getByRole('link', { name: title }).click()
  await expect(reader.locator('h1')).toContainText(title)
  await expect(reader.locator('main table')).toContainText('1,200')
  await looksRight(reader, look)

  const person = await someone(({ state, programme }) => state === 'consented' && programme === 'lung')
  await comesBack(reader, person.sign_in ?? { code: '', pin: '' }, look)
  await reader.goto('/en/uses')
  await looksRight(reader, look)
  await anyone.close()
})

test('an auditor asks about one person and a time in the past', async ({ page, demo, javaScriptEnabled }) => {
  const look = { language: 'uk', script: javaScriptEnabled !== false }
  const place = `/${look.language}/staff/explanations`
  const person = demo.contributors.find(({ state, programme }) => state === 'consented' && programme === 'lung')
  const hospital = demo.nodes.find(({ client_id }) => client_id === person?.node)
  await signsIn(page, demo, 'auditor', { ...look, axe: false })
  await page.locator(`main a[href="${place}"]`).click()
  await looksRight(page, look)
  await page.locator(`main a[href="${place}/question"]`).click()
  await looksRight(page, look)
  await page.selectOption('[name=hospital]', { label: hospital?.organisation ?? '' })
  await page.fill('[name=pseudonym]', person?.pseudonym ?? '')
  await page.fill('[name=region]', 'eu-eea')
  await page.locator('[name=data][value=imaging-ct]').check({ force: true })
  await page.fill('[name=at]', new Date(Date.now() - 60_000).toISOString())
  await page.locator('main form button').last().click()
  await expect(page.locator('main code').first()).toHaveText('permitted-by-consent')
  await looksRight(page, look)
})
