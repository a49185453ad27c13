import { request as nodeRequest } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
import { aBrowser } from '#tests/support/browser.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { wayInBuild } from '#tests/support/way-in-build.ts'

let world: TestPortal
let server: RunningServer
beforeAll(async () => {
  world = await testPortal()
  server = await startServer(world.portal, { port: 0, host: '127.0.0.1', build: wayInBuild })
})
afterAll(async () => {
  await server.close()
  await world.close()
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { redirect: 'manual', headers })

/** `fetch` tidies addresses; this sends them as they are. */
function getRaw(path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    nodeRequest({ host: '127.0.0.1', port: server.port, path }, async (response) => {
      const text = (await response.toArray()).join('')
      resolve({ status: response.statusCode ?? 0, text })
    })
      .on('error', reject)
      .end()
  })
}

test('a page stands in the language of its address, whatever the browser prefers', async () => {
  const page = await get('/uk', { 'Accept-Language': 'de' })
  expect(page.headers.get('Content-Language')).toBe('uk')
  expect(await page.text()).toContain('<html lang="uk">')
})

test('no letter of any alphabet is lost on the way', async () => {
  for (const language of ['uk', 'el', 'lt', 'sl']) {
    for (const path of ['', '/help', '/privacy', '/letter']) {
      expect(await (await get(`/${language}${path}`)).text()).not.toMatch(/[\0\uFFFD]/)
    }
  }
})

test('only the bare address looks at what the browser prefers', async () => {
  const page = await get('/', { 'Accept-Language': 'fr, pt-BR;q=0.9, de;q=0.8' })
  expect([page.status, page.headers.get('Location')]).toEqual([302, '/pt-PT'])
  expect(page.headers.get('Vary')).toContain('Accept-Language')
})

test('the language chooser leads to the same place with the same query, in all eight languages', async () => {
  const html = await (await get('/el/invitation?for=ABCD')).text()
  for (const language of ['en', 'sl', 'pt-PT', 'pl', 'lt', 'el', 'de', 'uk']) {
    expect(html).toContain(`href="/${language}/invitation?for=ABCD"`)
    expect(html).toMatch(new RegExp(`rel="alternate" hrefLang="${language}"`))
  }
})

test('an unknown language and an unknown page are told as such, in the reader’s language', async () => {
  for (const path of ['/fr', '/fr/help', '/EN', '/en/nothing', '/.env', '/en/help/../nothing']) {
    expect((await get(path)).status).toBe(404)
  }
  expect(await (await get('/sl/nothing')).text()).toContain('<html lang="sl">')
})

test('a page sends no script, and its policy allows none', async () => {
  const page = await get('/en')
  expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'none'")
  expect(await page.text()).not.toContain('<script')
})

test('a page that opts in runs script by a nonce that is new each time', async () => {
  const [first, second] = await Promise.all([get('/en/scripted'), get('/en/scripted')])
  const policy = first.headers.get('Content-Security-Policy') ?? ''
  const nonce = /'nonce-([^']+)' 'strict-dynamic'/.exec(policy)?.[1]
  const html = await first.text()
  expect(html).toContain(`nonce="${nonce}"`)
  expect(html).toContain('id="words"')
  expect(second.headers.get('Content-Security-Policy')).not.toBe(policy)
})

test('every answer carries the headers that keep it private and in place', async () => {
  for (const path of ['/en', '/en/nothing', '/en/sign-in', '/healthz', '/en?x=%00']) {
    const { headers } = await get(path)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Referrer-Policy')).toBe('same-origin')
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('Strict-Transport-Security')).toBeNull()
  }
})

test('a form that another site sent is refused before any cookie is read', async () => {
  const browser = aBrowser(server.url)
  const foreign: Record<string, string>[] = [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': '', Origin: 'https://evil.example' },
    { 'Sec-Fetch-Site': '', Origin: 'null' },
    { 'Sec-Fetch-Site': '' },
  ]
  for (const headers of foreign) {
    for (const path of ['/en/sign-in', '/en/sign-out', '/en/invitation?for=X', '/en/way-back', '/en/letter', '/en']) {
      expect((await browser.post(path, { code: 'x' }, headers)).status).toBe(403)
    }
  }
})

test('a form with our own origin is accepted, also behind a proxy that changes the host', async () => {
  const headers = { 'Sec-Fetch-Site': '', Origin: world.portal.settings.url }
  const response = await aBrowser(server.url).post('/en/sign-in', { code: '', pin: '' }, headers)
  expect(response.status).toBe(422)
})

test('an address or a field that cannot be read gets a clear page, not a failure', async () => {
  for (const path of ['/en?x=%00', '/en/%00', '/en/%ED%A0%80', '/en/%', '/en/invitation?for=%C3%28']) {
    const { status, text } = await getRaw(path)
    expect([path, status]).toEqual([path, 400])
    expect(text).toContain('We could not read that')
  }
  const body = 'code=a%00b&pin=%ED%A0%80'
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' }
  const page = await fetch(`${server.url}/en/sign-in`, { method: 'POST', body, headers })
  expect(page.status).toBe(400)
  expect(await page.text()).toContain('signs in this text that we cannot read')
})

test('a text that is too long comes back shortened with a reason, and a huge body is refused', async () => {
  const browser = aBrowser(server.url)
  const long = await browser.post('/en/sign-in', { code: 'x'.repeat(5000), pin: '1' })
  expect(long.status).toBe(400)
  expect(await long.text()).toContain('This text is too long')
  expect((await browser.post('/en/sign-in', { code: 'x'.repeat(2_000_000) })).status).toBe(413)
})

test('a form of another kind than ours is refused', async () => {
  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
    const headers = { 'Content-Type': type, 'Sec-Fetch-Site': 'same-origin' }
    expect((await fetch(`${server.url}/en/sign-in`, { method: 'POST', body: '{}', headers })).status).toBe(400)
  }
})

test('a failure tells nothing but that it is ours', async () => {
  const page = await get('/en/failing')
  const html = await page.text()
  expect(page.status).toBe(500)
  expect(html).toContain('Something went wrong on our side')
  expect(html).not.toContain('must never see')
})

test('what was typed is shown as text, never as a page', async () => {
  const page = await aBrowser(server.url).post('/en/sign-in', { code: '"><script>alert(1)</script>', pin: '1' })
  const html = await page.text()
  expect(html).not.toContain('<script>')
  expect(html).toContain('&lt;script&gt;')
})

test('the portal says that it lives, that it is ready, and which build it is', async () => {
  expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' })
  expect(await (await get('/readyz')).json()).toEqual({ status: 'ready', commit: 'unknown', version: '0.1.0' })
})

test('figures for operators are told on this machine only', async () => {
  expect(await (await get('/metrics')).text()).toContain('accord_http_request_seconds')
  expect((await get('/metrics', { 'X-Forwarded-For': '203.0.113.9' })).status).toBe(404)
})
