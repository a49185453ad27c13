import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import choices from '#locales/uk/choices.json' with { type: 'json' }
import type { Browser } from './browser.ts'
import { wordsOf } from './browser.ts'
import type { Guard } from './hospital-checks.ts'
import type { Stage } from './stage.ts'

/** A hospital's own address to which events are pushed: it acknowledges what the portal really signed for it. */
export type Inbox = {
  streamId: string
  /** The first event of this kind about this, once it has come. */
  received(kind: string, about: string): Promise<boolean>
  close(): Promise<void>
}

const PATIENCE_MS = 15_000

export async function opensInbox(stage: Stage): Promise<Inbox> {
  const { tell, clinic } = stage
  tell.chapter('The hospital wants to be told')
  const { endpoint, events, close } = await listen(stage)
  const left = await clinic.stream()
  if (left) await clinic.closeStream(left)
  const { body } = await tell.step(
    'it asks for events to be pushed to an address of its own',
    () =>
      clinic.post<{ stream_id: string }>('/ssf/streams', {
        delivery: { method: 'urn:ietf:rfc:8935', endpoint_url: endpoint, authorization_header: SECRET },
      }),
    ({ status }) => (status === 201 ? null : `it answered ${status}`),
  )
  const received = (kind: string, about: string) =>
    until(() => events.some((event) => event.kind === kind && event.about.includes(about)))
  await tell.step(
    'an event to try it out arrives, signed, with its own secret in the header',
    async () => {
      await clinic.post('/ssf/streams/verification', { stream_id: body.stream_id, state: 'story' })
      return received('verification', 'story')
    },
    (came) => (came ? null : 'it did not come'),
  )
  return { streamId: body.stream_id, received, close }
}

export async function wasTold(stage: Stage, guard: Guard, inbox: Inbox, reader: Browser): Promise<void> {
  const { tell, clinic } = stage
  const { jti = '' } = decodeJwt(guard.token)
  await tell.step(
    'the event that her token is revoked was pushed, without a reason',
    () => inbox.received('consent-token-revoked', jti),
    (came) => (came ? null : 'it did not come'),
  )
  await tell.step(
    'its receipt is what she reads: all of her hospitals know',
    () => reader.get('/uk/choices'),
    (page) => (wordsOf(page).includes(choices.followers.all_one) ? null : 'the page does not say so'),
  )
  await tell.step(
    'it closes the stream',
    () => clinic.closeStream(inbox.streamId),
    ({ status }) => (status === 204 ? null : `it answered ${status}`),
  )
  await inbox.close()
}

const SECRET = 'Bearer only-the-hospital-knows'

type Event = { kind: string; about: string }

async function listen({ demo, node }: Stage) {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', demo.url))
  const events: Event[] = []
  const server = createServer(async (request, response) => {
    const set = await text(request)
    const expected = { typ: 'secevent+jwt', issuer: demo.url, audience: node.client_id }
    const event = await jwtVerify(set, keys, expected).catch(() => null)
    const isOurs = event !== null && request.headers.authorization === SECRET
    if (isOurs) events.push(eventIn(event.payload))
    response.writeHead(isOurs ? 202 : 400).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    events,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function eventIn({ events, sub_id }: Record<string, unknown>): Event {
  const [[uri, detail] = ['', {}]] = Object.entries(events as Record<string, unknown>)
  return { kind: uri.split('/').at(-1) ?? '', about: JSON.stringify([sub_id, detail]) }
}

async function until(holds: () => boolean): Promise<boolean> {
  const end = Date.now() + PATIENCE_MS
  while (!holds() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100))
  return holds()
}
