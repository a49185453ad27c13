import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createAdaptorServer } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import type { ServerBuild } from '@remix-run/node'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { isReady } from '#db/queries/ready.server.ts'
import { api } from './api/index.ts'
import { accessLog } from './http/access-log.ts'
import { isFromThisMachine } from './http/client-address.ts'
import { openMetrics } from './http/metrics.ts'
import { openPages, type Pages } from './http/pages.ts'
import { pagePatterns } from './http/route-pattern.ts'
import { securityHeaders } from './http/security-headers.ts'
import { openWords } from './i18n/open-words.server.ts'
import { openPortal, type Portal } from './portal.server.ts'
import { findContributor, findStaff } from './services/find-session.server.ts'
import { whenStarted } from './when-started.server.ts'

export type RunningServer = { url: string; port: number; close(): Promise<void> }

const PAGE_BODY_BYTES = 256 * 1024

/** Serves the whole portal: the machine surface first, which reads no cookie, then the pages. */
export async function startServer(
  portal: Portal,
  { port, host, build }: { port: number; host: string; build?: ServerBuild },
): Promise<RunningServer> {
  const app = await accord(portal, build ?? (await readBuild()))
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  const { port: actual } = server.address() as AddressInfo
  return { url: `http://${host}:${actual}`, port: actual, close: () => closed(server) }
}

async function accord(portal: Portal, build: ServerBuild): Promise<Hono> {
  const { settings, log } = portal
  const metrics = openMetrics()
  const lookups = {
    contributor: (secret: string) => findContributor(portal, secret),
    staff: (secret: string) => findStaff(portal, secret),
  }
  const pages = openPages(portal, { words: await openWords(), build, lookups })
  const app = new Hono()

  app.use(accessLog(log, metrics, pagePatterns(build)))
  app.use(securityHeaders(settings.url))
  app.onError((error, c) => {
    log.error({ name: error.name, stack: error.stack }, 'failed')
    return c.text('', 500)
  })

  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    const ready = await isReady(portal.db)
    return c.json(
      { status: ready ? 'ready' : 'not-ready', commit: settings.commit, version: VERSION },
      ready ? 200 : 503,
    )
  })
  app.get('/metrics', async (c) => (isFromThisMachine(c) ? c.text(await metrics.text()) : c.notFound()))

  app.route('/', api(portal))

  app.use(compress())
  app.use('/assets/*', builtFiles('public, max-age=31536000, immutable'))
  app.use('/:file{[^/]+\\.(svg|png|ico|webmanifest)}', builtFiles('public, max-age=3600'))
  app.use('/*', bodyLimit({ maxSize: PAGE_BODY_BYTES, onError: (c) => tooLarge(c, pages) }))
  app.all('/*', pages.answer)
  return app
}

/** The rest of the body is not read, so the connection cannot be used again. */
async function tooLarge(c: Context, pages: Pages): Promise<Response> {
  const page = await pages.refuse(c, 'body-too-large')
  page.headers.set('Connection', 'close')
  return page
}

/** Files of `public/` and of the build; those under `assets/` are named by their content and never change. */
function builtFiles(cacheControl: string) {
  const root = fileURLToPath(new URL('../build/client', import.meta.url))
  return serveStatic({ root, onFound: (_path, c) => c.header('Cache-Control', cacheControl) })
}

/** What `npm run build` made of the pages. */
async function readBuild(): Promise<ServerBuild> {
  return (await import(new URL('../build/server/index.js', import.meta.url).href)) as ServerBuild
}

const { version: VERSION } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** Takes no new request, lets those under way finish, and cuts what is still open after ten seconds. */
function closed(server: ReturnType<typeof createAdaptorServer>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 10_000).unref()
  })
}

whenStarted(import.meta.url, async () => {
  const portal = await openPortal()
  const server = await startServer(portal, portal.settings)
  portal.log.info({ port: server.port }, 'serving')
  const stop = async () => {
    await server.close()
    await portal.changes.close()
    await portal.db.close()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
})
