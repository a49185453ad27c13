import { type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIP } from 'node:net'
import { isPushEndpoint } from '../domain/event/push-endpoint.ts'
import { AddressNotAllowed, guardedLookup, isReachable } from './reachable-address.server.ts'

export type Push = { endpointUrl: string; authorization: string | null; set: string }

export type PushAnswer = { acknowledged: true } | { acknowledged: false; err: string; description?: string }

const LIMIT_MS = 2_000
const LIMIT_BYTES = 64 * 1024

/** Pushes one event token (RFC 8935 §2); only 202 acknowledges it. Follows no redirect and waits two seconds in all. */
export async function sendPush(push: Push, allowed: { demo: boolean }): Promise<PushAnswer> {
  try {
    const response = await post(push, allowed)
    const text = await limitedText(response)
    if (response.statusCode === 202) return { acknowledged: true }
    return { acknowledged: false, ...errorIn(response, text) }
  } catch (cause) {
    return { acknowledged: false, err: reasonOf(cause) }
  }
}

function post({ endpointUrl, authorization, set }: Push, allowed: { demo: boolean }): Promise<IncomingMessage> {
  const url = new URL(endpointUrl)
  const isLiteral = isIP(url.hostname.replace(/^\[(.*)\]$/, '$1')) !== 0
  // An address that is written out is never looked up.
  if (!isPushEndpoint(endpointUrl, allowed) || (isLiteral && !isReachable(url.hostname, allowed))) {
    return Promise.reject(new AddressNotAllowed())
  }
  const request = (url.protocol === 'https:' ? requestSecure : requestPlain)(url, {
    method: 'POST',
    agent: false,
    lookup: guardedLookup(allowed),
    signal: AbortSignal.timeout(LIMIT_MS),
    headers: {
      'Content-Type': 'application/secevent+jwt',
      Accept: 'application/json',
      'Content-Length': Buffer.byteLength(set),
      ...(authorization && { Authorization: authorization }),
    },
  })
  return new Promise((resolve, reject) => {
    request.once('response', resolve).on('error', reject).end(set)
  })
}

async function limitedText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    size += chunk.length
    if (size > LIMIT_BYTES) {
      response.destroy()
      throw new Error('answer-too-large')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What a receiver may say against an event (RFC 8935 §2.4); of any other answer only the status is kept. */
function errorIn({ statusCode }: IncomingMessage, text: string): { err: string; description?: string } {
  if (statusCode !== 400) return { err: `status-${statusCode}` }
  try {
    const { err, description } = JSON.parse(text)
    if (typeof err !== 'string') return { err: 'status-400' }
    return { err: err.slice(0, 64), ...(typeof description === 'string' && { description: description.slice(0, 512) }) }
  } catch {
    return { err: 'status-400' }
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof AddressNotAllowed) return 'address-not-allowed'
  if (cause instanceof Error && ['TimeoutError', 'AbortError'].includes(cause.name)) return 'no-answer-in-time'
  if (cause instanceof Error && cause.message === 'answer-too-large') return cause.message
  return 'not-reachable'
}
