import { Writable } from 'node:stream'
import pino from 'pino'
import { expect, test } from 'vitest'
import { startServer } from '#app/server.ts'
import { aBrowser } from '#tests/support/browser.ts'
import { testPortal } from '#tests/support/test-portal.ts'
import { wayInBuild } from '#tests/support/way-in-build.ts'

test('the log names method, route pattern, status and time, and nothing that could name a person', async () => {
  const world = await testPortal()
  const lines: string[] = []
  const stream = new Writable({
    write: (line, _encoding, done) => {
      lines.push(String(line))
      done()
    },
  })
  const server = await startServer(
    { ...world.portal, log: pino(stream) },
    { port: 0, host: '127.0.0.1', build: wayInBuild },
  )
  const browser = aBrowser(server.url)
  await browser.get('/en/invitation?for=SELECTOR7')
  await browser.get('/en/secret-word-in-path')
  await browser.get('/en/%ED%A0%80-secret-word')
  await browser.get('/en/failing?secret-word=1')
  await browser.post('/en/sign-in?next=%2Fsecret-word', { code: 'SECRET-CODE', pin: '918273' })
  await server.close()
  await world.close()

  const answered = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'answered')
  expect(answered.map(({ method, route, status }) => `${method} ${route} ${status}`)).toEqual([
    'GET /:language/invitation 200',
    'GET /:language/* 404',
    'GET /* 400',
    'GET /:language/failing 500',
    'POST /:language/sign-in 422',
  ])
  for (const line of answered) {
    const known = ['level', 'time', 'pid', 'hostname', 'method', 'route', 'status', 'ms', 'msg']
    expect(Object.keys(line).toSorted()).toEqual(known.toSorted())
  }
  for (const secret of ['SELECTOR7', 'secret-word', 'SECRET-CODE', '918273', '127.0.0.1']) {
    expect(lines.join('')).not.toContain(secret)
  }
})
