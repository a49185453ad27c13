import { expect, test } from '#tests/support/journey.ts'
import { looksRight } from './as-seen.ts'

test('an editor takes a form out, brings it back, reads it in two languages and sees it as people will', async ({
  page,
  demo,
  javaScriptEnabled,
}) => {
  const look = { language: 'el', script: javaScriptEnabled !== false }
  /** The pages with hundreds of fields take axe longer than all others together; the same fields are on smaller ones. */
  const long = { ...look, axe: false }
  const member = demo.staff.find(({ role, programme }) => role === 'editor' && programme === 'breast')
  await page.goto('/el/staff/sign-in')
  await page.fill('[name=email]', member?.email ?? '')
  await page.fill('[name=password]', member?.sign_in.password ?? '')
  await page.locator('main form button').last().click()
  await page.goto('/el/staff/forms/new')
  await looksRight(page, long)
  await page.locator('button[value=draft]').click()
  const place = new URL(page.url()).pathname
  const file = await (await page.request.get(`${place}/file.json`)).body()

  await page.goto(`${place}/file`)
  await page.setInputFiles('#file', { name: 'form.json', mimeType: 'application/json', buffer: file.subarray(0, -9) })
  await page.locator('button[value=import]').click()
  await expect(page.locator('#file-error')).toBeVisible()
  await looksRight(page, look)
  await page.setInputFiles('#file', { name: 'form.json', mimeType: 'application/json', buffer: file })
  await page.locator('button[value=import]').click()
  await page.goto(`${place}?words=uk&beside=el`)
  await looksRight(page, long)
  await expect(page.locator('textarea[lang=uk]').first()).not.toBeEmpty()
  await page.goto(`${place}/questions/take-part`)
  await looksRight(page, long)
  await page.goto(`${place}/preview/uk`)
  await looksRight(page, look)
  await page.goto('/el/staff/forms')
  await looksRight(page, look)
})
