import { randomBytes } from 'node:crypto'
import { type AppLoadContext, createRequestHandler, type ServerBuild } from '@remix-run/node'
import type { Context } from 'hono'
import type { i18n as I18n } from 'i18next'
import type { Portal } from '../portal.server.ts'
import { clientAddress } from './client-address.ts'
import { languageFor } from './language.ts'
import { openNetworkLimit } from './network-limit.server.ts'
import { statusOf } from './problem.ts'
import { isReadableUrl } from './readable-text.ts'
import { isFromOurPages } from './same-origin.ts'
import { type SessionLookups, whoAsks } from './session.server.ts'

export type Pages = {
  /** Answers a page through Remix, after the rules that hold for all of them. */
  answer(c: Context): Promise<Response>
  /** The page that tells why a request was not accepted, in the person's language. */
  refuse(c: Context, code: string): Promise<Response>
}

/** The pages of a Remix build, served for this portal. */
export function openPages(
  portal: Portal,
  { words, build, lookups }: { words: I18n; build: ServerBuild; lookups: SessionLookups },
): Pages {
  const render = createRequestHandler(build, 'production')
  const tries = openNetworkLimit()
  const contextFor = (c: Context): AppLoadContext => ({
    portal,
    words,
    nonce: randomBytes(16).toString('base64'),
    who: whoAsks(c.req.raw, lookups),
    address: clientAddress(c),
    tries,
  })

  const refuse = async (c: Context, code: string) => {
    const page = await render(problemPage(c.req.raw, code), contextFor(c))
    return new Response(page.body, { status: statusOf(code), headers: page.headers })
  }
  const answer = async (c: Context) => {
    const refusal = refusalOf(c.req.raw, portal.settings.url)
    return refusal ? refuse(c, refusal) : render(withoutOrigin(c.req.raw), contextFor(c))
  }
  return { answer, refuse }
}

function refusalOf(request: Request, origin: string): string | null {
  if (!isReadableUrl(new URL(request.url))) return 'address-not-readable'
  if (!isFromOurPages(request, origin)) return 'not-from-our-pages'
  return null
}

/** Our own check has passed; Remix's compares with the Host that a proxy may have changed, and answers 500. */
function withoutOrigin(request: Request): Request {
  if (request.method === 'GET' || request.method === 'HEAD') return request
  const headers = new Headers(request.headers)
  headers.delete('Origin')
  return new Request(request, { headers })
}

function problemPage(request: Request, code: string): Request {
  const { origin } = new URL(request.url)
  return new Request(`${origin}/${languageFor(request)}/problems/${code}`, { headers: request.headers })
}
