import type { AppLoadContext, EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToReadableStream } from 'react-dom/server.browser'
import { I18nextProvider } from 'react-i18next'
import { contentSecurityPolicy } from './http/content-security-policy.ts'
import { languageFor } from './http/language.ts'
import { NonceContext } from './ui/nonce.ts'
import type { PageHandle } from './ui/page-handle.ts'

/** Renders a whole page, then sends it; a page without script is one piece of HTML. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  { words, nonce }: AppLoadContext,
): Promise<Response> {
  const scripted = sendsScript(remix)
  const language = languageFor(request)
  const i18n = words.cloneInstance({ lng: language })
  const body = await rendered(
    <I18nextProvider i18n={i18n}>
      <NonceContext.Provider value={scripted ? nonce : undefined}>
        <RemixServer context={remix} url={request.url} nonce={nonce} />
      </NonceContext.Provider>
    </I18nextProvider>,
    nonce,
  )
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.set('Content-Language', language)
  headers.set('Content-Security-Policy', contentSecurityPolicy(scripted ? { nonce } : {}))
  return new Response(body, { status, headers })
}

/** Failures are logged by what they are, never by what was asked or typed. */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  if (request.signal.aborted) return
  const { name, stack } = error instanceof Error ? error : new Error(typeof error)
  context.portal.log.error({ name, stack }, 'failed')
}

function sendsScript({ staticHandlerContext, routeModules }: EntryContext): boolean {
  return staticHandlerContext.matches.some(({ route }) => {
    const handle = routeModules[route.id]?.handle as PageHandle | undefined
    return handle?.hydrate === true
  })
}

/** By React's stream for the web: its stream for Node pads letters of several bytes with NUL. */
async function rendered(page: React.ReactElement, nonce: string): Promise<ReadableStream> {
  const failures: unknown[] = []
  const stream = await renderToReadableStream(page, {
    nonce,
    onError: (error) => {
      failures.push(error)
    },
  })
  await stream.allReady
  if (failures.length > 0) throw failures[0]
  return stream
}
