import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
import { aBrowser, type Browser } from '#tests/support/browser.ts'
import { aNode } from '#tests/support/build.ts'
import { aLetter, type TestLetter } from '#tests/support/letters.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { wayInBuild } from '#tests/support/way-in-build.ts'

let world: TestPortal
let server: RunningServer
let hospital: string
let browser: Browser
beforeAll(async () => {
  world = await testPortal()
  hospital = (await aNode(world, [])).organisationId
  server = await startServer(world.portal, { port: 0, host: '127.0.0.1', build: wayInBuild })
})
beforeEach(() => {
  browser = aBrowser(server.url)
})
afterAll(async () => {
  await server.close()
  await world.close()
})

const PIN = { pin: '294017', pin_again: '294017' }
const fieldsOf = ({ code }: TestLetter) => ({ code, birth_day: '7', birth_month: '03', birth_year: '1951' })

function open(letter: TestLetter, changes: Record<string, string> = {}, visitor = browser) {
  return visitor.post(`/sl/invitation?for=${letter.selector}`, { ...fieldsOf(letter), ...changes })
}

/** The personal code, as the page shows it. */
async function codeShown(visitor = browser): Promise<string | undefined> {
  const html = await (await visitor.get('/sl/way-back/code')).text()
  return /class="code">([^<]+)</.exec(html)?.[1]
}

async function aPersonWithCode(visitor = browser): Promise<string> {
  await open(await aLetter(world, hospital), {}, visitor)
  await visitor.post('/sl/way-back', PIN)
  return (await codeShown(visitor)) ?? ''
}

test('from the letter to the first signed-in page, and back another day', async () => {
  const letter = await aLetter(world, hospital)
  const opened = await open(letter)
  expect([opened.status, opened.headers.get('Location')]).toEqual([302, '/sl/way-back'])
  expect(opened.headers.get('Set-Cookie')).toMatch(/^__Host-accord=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)

  expect((await browser.post('/sl/way-back', PIN)).headers.get('Location')).toBe('/sl/way-back/code')
  const code = await codeShown()
  expect(await codeShown()).toBe(code)
  expect((await browser.post('/sl/way-back/code', {})).headers.get('Location')).toBe('/sl/choices')
  expect(await codeShown()).toBeUndefined()

  await browser.post('/sl/sign-out', {})
  expect((await browser.get('/sl/way-back/code')).headers.get('Location')).toContain('/sl/sign-in')
  const back = await browser.post('/uk/sign-in', { code: code ?? '', pin: PIN.pin })
  expect([back.status, back.headers.get('Location')]).toEqual([302, '/uk/choices'])
})

test('a wrong code, a wrong birth date and an unknown letter get one and the same page', async () => {
  const letter = await aLetter(world, hospital)
  const code = 'ZZZZ-ZZZZ-ZZZZ-Z'
  const pages = [
    await open(letter, { code }),
    await open(letter, { code, birth_year: '1952' }),
    await open({ ...letter, selector: letter.selector.replace(/./, (first) => (first === 'A' ? 'B' : 'A')) }, { code }),
  ]
  const seen = await Promise.all(
    pages.map(async (page) => [page.status, (await page.text()).replaceAll(/for=\w+|value="195\d"/g, '')]),
  )
  expect(seen[0]?.[0]).toBe(422)
  expect(seen[1]).toEqual(seen[0])
  expect(seen[2]).toEqual(seen[0])
})

test('what was typed stays, except the PIN', async () => {
  const letter = await aLetter(world, hospital)
  const html = await (await open(letter, { birth_day: '32' })).text()
  expect(html).toContain(`value="${letter.code}"`)
  expect(html).toContain('value="32"')

  const signIn = await (await browser.post('/en/sign-in', { code: 'my-code', pin: '918273' })).text()
  expect(signIn).toContain('value="my-code"')
  expect(signIn).not.toContain('918273')
})

test('someone without a session is led to sign in and back to where she wanted to go', async () => {
  const code = await aPersonWithCode()
  const stranger = aBrowser(server.url)
  const away = await stranger.get('/sl/way-back/code?x=1')
  expect(away.headers.get('Location')).toBe('/sl/sign-in?next=%2Fsl%2Fway-back%2Fcode%3Fx%3D1')
  const back = await stranger.post(away.headers.get('Location') ?? '', { code, pin: PIN.pin })
  expect(back.headers.get('Location')).toBe('/sl/way-back/code?x=1')
})

test('nobody is led to another site after signing in', async () => {
  const code = await aPersonWithCode()
  for (const next of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/%09/evil.example',
    'javascript:alert(1)',
  ]) {
    const back = await aBrowser(server.url).post(`/sl/sign-in?${new URLSearchParams({ next })}`, { code, pin: PIN.pin })
    const place = new URL(back.headers.get('Location') ?? '', 'http://here.example')
    expect(place.origin).toBe('http://here.example')
  }
})

test('each sign-in gets a new session, and the one before it ends', async () => {
  const code = await aPersonWithCode()
  const before = browser.cookies.get('__Host-accord') ?? ''
  await browser.post('/sl/sign-in', { code, pin: PIN.pin })
  expect(browser.cookies.get('__Host-accord')).not.toBe(before)

  const old = aBrowser(server.url)
  old.cookies.set('__Host-accord', before)
  expect((await old.get('/sl/way-back')).headers.get('Location')).toContain('/sl/sign-in')
})

test('a PIN sent twice sets one way back, and both answers lead on', async () => {
  await open(await aLetter(world, hospital))
  const places = await Promise.all(
    [1, 2].map(async () => (await browser.post('/sl/way-back', PIN)).headers.get('Location')),
  )
  expect(places).toEqual(['/sl/way-back/code', '/sl/way-back/code'])
})

test('someone who has no way back yet is led to set one', async () => {
  await open(await aLetter(world, hospital))
  expect((await browser.get('/sl/way-back/code')).headers.get('Location')).toBe('/sl/way-back')
})

test('two PINs that differ, and one that is easy, are refused', async () => {
  await open(await aLetter(world, hospital))
  const differ = await browser.post('/en/way-back', { ...PIN, pin_again: '294018' })
  expect([differ.status, (await differ.text()).includes('are not the same')]).toEqual([422, true])
  const easy = await browser.post('/en/way-back', { pin: '123456', pin_again: '123456' })
  expect([easy.status, (await easy.text()).includes('Others could guess')]).toEqual([422, true])
})

test('someone who is signed in is asked before a letter joins her account', async () => {
  await aPersonWithCode()
  const session = browser.cookies.get('__Host-accord')
  const letter = await aLetter(world, hospital)
  const asked = await (await open(letter)).text()
  expect(asked).toContain('name="join"')
  expect(asked).toContain(`value="${letter.code}"`)
  expect((await open(letter, { join: 'yes' })).headers.get('Location')).toBe('/sl/choices')
  expect(browser.cookies.get('__Host-accord')).toBe(session)
})

test('a letter in the wrong hands is reported from its own link', async () => {
  const letter = await aLetter(world, hospital)
  const reported = await browser.post(`/sl/letter?for=${letter.selector}`, { problem: 'not-mine', code: letter.code })
  expect(reported.headers.get('Location')).toBe('/sl/letter?done=not-mine')
  expect((await open(letter)).status).toBe(422)
})

test('signing out ends the session for every copy of its cookie', async () => {
  await aPersonWithCode()
  const copy = aBrowser(server.url)
  copy.cookies.set('__Host-accord', browser.cookies.get('__Host-accord') ?? '')
  await browser.post('/sl/sign-out', {})
  expect(browser.cookies.size).toBe(0)
  expect((await copy.get('/sl/way-back/code')).headers.get('Location')).toContain('/sl/sign-in')
})

test('many wrong tries from one network have to wait', async () => {
  const portal = await testPortal()
  const other = await startServer(portal.portal, { port: 0, host: '127.0.0.1', build: wayInBuild })
  const guesser = aBrowser(other.url)
  const statuses: number[] = []
  for (let tries = 0; tries < 105; tries++) {
    statuses.push((await guesser.post('/en/letter?for=NOSUCHLETT', { problem: 'not-me', code: 'ZZZZ' })).status)
  }
  expect([statuses.at(0), statuses.at(-1)]).toEqual([422, 429])
  await other.close()
  await portal.close()
}, 60_000)
