import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Failure } from '../failure.ts'
import type { GateHome } from '../home/gate-home.ts'
import type { Bounds } from '../knowledge.ts'
import type { JsonObject } from '../strict-json.ts'
import { UsageError } from '../usage-error.ts'
import type { World } from '../world.ts'
import { type Answering, answeringFrom } from './answering.ts'
import { isAskedHere } from './is-asked-here.ts'
import { jsonBodyOf, TooLarge } from './json-body.ts'

export type Service = { url: string; close(): Promise<void> }

type Reply = { status: number; body: unknown; headers?: Record<string, string> }

/** Listens on this machine alone. Whatever goes wrong is an answer that permits nobody. */
export async function openService(
  { host, port }: { host: string; port: number },
  home: GateHome,
  world: World,
  bounds: Bounds,
): Promise<Service> {
  const answering = answeringFrom(home, world, bounds)
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, async (request, response) => {
    send(response, await replyTo(request, answering).catch(refusal))
  })
  server.maxConnections = 64
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  const { port: actual } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function replyTo(request: IncomingMessage, { check, verify, health }: Answering): Promise<Reply> {
  if (!isAskedHere(request)) return refused(403, 'not-from-here')
  switch (`${request.method} ${request.url}`) {
    case 'GET /health':
      return { status: 200, body: await health() }
    case 'POST /check':
      return asked(request, check)
    case 'POST /verify':
      return asked(request, verify)
    default:
      return refused(404, 'not-found')
  }
}

async function asked(request: IncomingMessage, answer: (body: JsonObject) => Promise<unknown>): Promise<Reply> {
  if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json') {
    return refused(415, 'content-type-not-supported')
  }
  return { status: 200, body: await answer(await jsonBodyOf(request)) }
}

/** 503 where nothing is known: the program that asked must not use anything. */
function refusal(error: unknown): Reply {
  if (error instanceof TooLarge) return { ...refused(413, 'body-too-large'), headers: { Connection: 'close' } }
  if (error instanceof UsageError) return refused(400, 'request-invalid', { message: error.message })
  if (error instanceof Failure) return refused(503, error.code, error.detail)
  return refused(503, 'unexpected')
}

function refused(status: number, code: string, detail: Record<string, unknown> = {}): Reply {
  return { status, body: { refused: code, ...detail } }
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  if (response.destroyed) return
  const standard = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }
  response.writeHead(status, { ...standard, ...headers }).end(`${JSON.stringify(body)}\n`)
}
