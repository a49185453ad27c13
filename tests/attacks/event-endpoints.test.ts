import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { isPushEndpoint } from '#app/domain/event/push-endpoint.ts'
import { isReachable } from '#app/services/reachable-address.server.ts'
import { sendPush } from '#app/services/send-push.server.ts'

/** A hospital that names an endpoint inside our own network must not make the portal speak to it. */

const REAL = { demo: false }
const DEMO = { demo: true }

const INSIDE = [
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%lo',
  'fec0::1',
  'ff02::1',
  'not-an-address',
  '',
]

describe('an address that is not on the public internet is not reached:', () => {
  test.each(INSIDE)('%s', (address) => {
    expect(isReachable(address, REAL)).toBe(false)
  })

  test.each(['8.8.8.8', '193.2.1.66', '172.32.0.1', '2606:4700::1111', '[2a00:1450::1]'])('but %s is', (address) => {
    expect(isReachable(address, REAL)).toBe(true)
  })

  test('in a demo this machine is, and nothing else of the inside', () => {
    expect(INSIDE.filter((address) => isReachable(address, DEMO))).toEqual(['127.0.0.1', '127.255.255.254', '::1'])
  })
})

describe('an endpoint is refused before a connection is made:', () => {
  test.each([
    'https://127.0.0.1:9/',
    'https://2130706433:9/',
    'https://0x7f.1:9/',
    'https://017700000001:9/',
    'https://[::1]:9/',
    'https://[::ffff:7f00:1]:9/',
    'https://localhost:9/',
    'https://169.254.169.254/latest/meta-data/',
    'http://8.8.8.8/',
  ])('%s', async (endpointUrl) => {
    expect(await sendPush({ endpointUrl, authorization: null, set: 'a.b.c' }, REAL)).toEqual({
      acknowledged: false,
      err: 'address-not-allowed',
    })
  })

  test('http is for demos alone', () => {
    expect(isPushEndpoint('http://events.hospital.example/', REAL)).toBe(false)
    expect(isPushEndpoint('https://events.hospital.example/', REAL)).toBe(true)
    expect(isPushEndpoint('http://127.0.0.1/', DEMO)).toBe(true)
  })
})

describe('an endpoint cannot', () => {
  test('send the portal elsewhere', async () => {
    let visited = false
    const elsewhere = await serving((_, response) => {
      visited = true
      response.writeHead(202).end()
    })
    const endpoint = await serving((_, response) => response.writeHead(307, { Location: elsewhere.url }).end())
    expect(await pushTo(endpoint.url)).toEqual({ acknowledged: false, err: 'status-307' })
    expect(visited).toBe(false)
    elsewhere.close()
    endpoint.close()
  })

  test('keep the portal waiting', async () => {
    const endpoint = await serving(() => {})
    expect(await pushTo(endpoint.url)).toEqual({ acknowledged: false, err: 'no-answer-in-time' })
    endpoint.close()
  })

  test('keep the portal reading, slowly', async () => {
    const endpoint = await serving((_, response) => {
      response.writeHead(202)
      const drip = setInterval(() => response.write('.'), 100)
      response.on('close', () => clearInterval(drip))
    })
    expect(await pushTo(endpoint.url)).toMatchObject({ acknowledged: false })
    endpoint.close()
  })

  test('keep the portal reading, a lot', async () => {
    const endpoint = await serving((_, response) => response.writeHead(202).end('x'.repeat(65 * 1024)))
    expect(await pushTo(endpoint.url)).toEqual({ acknowledged: false, err: 'answer-too-large' })
    endpoint.close()
  })

  test('fill the record with what it says', async () => {
    const words = JSON.stringify({ err: 'x'.repeat(1000), description: 'y'.repeat(10_000), more: 'z' })
    const endpoint = await serving((_, response) => response.writeHead(400).end(words))
    const answer = await pushTo(endpoint.url)
    expect(answer).toEqual({ acknowledged: false, err: 'x'.repeat(64), description: 'y'.repeat(512) })
    endpoint.close()
  })
})

function pushTo(endpointUrl: string) {
  return sendPush({ endpointUrl, authorization: null, set: 'a.b.c' }, DEMO)
}

async function serving(answer: Parameters<typeof createServer>[1] & {}) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close }
}
