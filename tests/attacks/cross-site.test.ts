import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '#app/server.ts'
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

const ROUTES = fileURLToPath(new URL('../../app/routes', import.meta.url))

/** What mail programs send by themselves (RFC 8058): it reads no cookie, and its secret is in its address. */
const FROM_ANYWHERE = '/en/no-messages/one'

/** The address of every other page that takes a form, from the folders of the routes themselves. */
const MUTATING = readdirSync(ROUTES)
  .filter((folder) => readdirSync(`${ROUTES}/${folder}`).some((file) => takesForms(`${ROUTES}/${folder}/${file}`)))
  .map((folder) => `/${folder.replace('._index', '').replaceAll('_.', '.').replaceAll('.', '/')}`)
  .map((path) => path.replace('$language', 'en').replace('$programme', 'lung').replace(/\$\w+/g, 'one'))
  .filter((path) => path !== FROM_ANYWHERE)

function takesForms(file: string): boolean {
  return /route\.tsx?$/.test(file) && /export (async )?function action\b/.test(readFileSync(file, 'utf8'))
}

const FOREIGN: [string, Record<string, string>][] = [
  ['another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.example' }],
  ['a neighbour under the same domain', { 'Sec-Fetch-Site': 'same-site' }],
  ['an old browser on another site', { Origin: 'https://elsewhere.example' }],
  ['a page without an origin', { Origin: 'null' }],
  ['nobody knows where', {}],
]

async function statusOf(path: string, headers: Record<string, string>): Promise<number> {
  const body = new URLSearchParams({ tier: 'stop', answer: 'yes', confirm: 'yes' })
  const cookie = '__Host-accord=stolen; __Host-accord-staff=stolen'
  const { status } = await fetch(server.url + path, {
    method: 'POST',
    redirect: 'manual',
    body,
    headers: { ...headers, cookie },
  })
  return status
}

test('every kind of page that takes a form is known to these tests', () => {
  expect(MUTATING.length).toBeGreaterThan(12)
  expect(MUTATING).toContain('/en/choices/lung/withdrawal')
})

test.each(FOREIGN)('the end of messages is taken from %s, and nothing beside it', async (_where, headers) => {
  expect(await statusOf(FROM_ANYWHERE, headers)).not.toBe(403)
  for (const beside of ['/en/no-messages', `${FROM_ANYWHERE}/more`, `${FROM_ANYWHERE}%2F..`, '/en/messages']) {
    expect(await statusOf(beside, headers)).toBe(403)
  }
})

describe.each(MUTATING)('a form for %s', (path) => {
  test.each(FOREIGN)('is refused from %s', async (_where, headers) => {
    expect(await statusOf(path, headers)).toBe(403)
  })

  test('is not refused from our own pages', async () => {
    expect(await statusOf(path, { 'Sec-Fetch-Site': 'same-origin' })).not.toBe(403)
  })
})
