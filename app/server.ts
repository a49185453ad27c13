import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import type { ServerBuild } from '@remix-run/node'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { routePath } from 'hono/route'
import { isReady } from '#db/queries/ready.server.ts'
import { answerError, apiRoutes } from './api/index.ts'
import { storedStatusLists } from './api/status-lists.ts'
import type { SurfaceEnv } from './api/surface.ts'
import { accessLog, type NoteAnswer, noteAnswers } from './http/access-log.ts'
import { isFromThisMachine } from './http/client-address.ts'
import { LONGEST_CSV } from './http/csv-file.server.ts'
import { type Metrics, openMetrics } from './http/metrics.ts'
import { openPages, type Pages } from './http/pages.ts'
import { pagePatterns } from './http/route-pattern.ts'
import { headersEverywhere, securityHeaders } from './http/security-headers.ts'
import { storedFirst } from './http/stored-answers.ts'
import { openWords } from './i18n/open-words.server.ts'
import { openPortal, type Portal } from './portal.server.ts'
import { findContributor, findStaff } from './services/find-session.server.ts'
import { MAX_SCAN_BYTES } from './services/look-at-scan.server.ts'
import { whenStarted } from './when-started.server.ts'

export type RunningServer = { url: string; port: number; close(): Promise<void> }

type App = Hono<SurfaceEnv>

const PAGE_BODY_BYTES = 256 * 1024

/** Where more is sent than a few answers: a whole form in eight languages, the picture of a paper, or a table of many. */
const LARGER_BODIES = [
  { pages: /^\/[^/]+\/staff\/forms\//, maxSize: 2 * 1024 * 1024, refusal: 'body-too-large' },
  { pages: /^\/[^/]+\/staff\/desk\/papers\//, maxSize: MAX_SCAN_BYTES + PAGE_BODY_BYTES, refusal: 'scan-too-large' },
  { pages: /^\/[^/]+\/staff\/desk\/imports/, maxSize: LONGEST_CSV + PAGE_BODY_BYTES, refusal: 'csv-too-long' },
] as const

/** What goes with every answer: its headers, its line in the log, its figures. */
type Beside = { everywhere: Map<string, string>; note: NoteAnswer; metrics: Metrics }

type Words = Awaited<ReturnType<typeof openWords>>
type Served = { build: ServerBuild; words: Words }

/** Serves the whole portal: the machine surface first, which reads no cookie, then the pages. */
export async function startServer(
  portal: Portal,
  { port, host, build, words }: { port: number; host: string; build?: ServerBuild; words?: Words },
): Promise<RunningServer> {
  const metrics = openMetrics()
  const beside = { everywhere: headersEverywhere(portal.settings.url), note: noteAnswers(portal.log, metrics) }
  const served = { build: build ?? (await readBuild()), words: words ?? (await openWords()) }
  const app = accord(portal, served, { ...beside, metrics })
  const server = createServer(storedFirst(storedStatusLists(portal), beside, getRequestListener(app.fetch)))
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  const { port: actual } = server.address() as AddressInfo
  return { url: `http://${host}:${actual}`, port: actual, close: () => closed(server) }
}

function accord(portal: Portal, { build, words }: Served, { everywhere, note, metrics }: Beside): App {
  const { settings, log } = portal
  const lookups = {
    contributor: (secret: string) => findContributor(portal, secret),
    staff: (secret: string) => findStaff(portal, secret),
  }
  const pages = openPages(portal, { words, build, lookups })
  const app: App = new Hono()

  app.use(accessLog(note, pagePatterns(build)))
  app.use(securityHeaders(everywhere))
  app.onError((error, c) => {
    if (isOfMachines(c)) return answerError(error, c)
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

  app.route('/', apiRoutes(portal))

  app.use(compress())
  app.use('/assets/*', builtFiles('public, max-age=31536000, immutable'))
  app.use('/:file{[^/]+\\.(svg|png|ico|webmanifest)}', builtFiles('public, max-age=3600'))
  const bodyOf = (maxSize: number, refusal: string) =>
    bodyLimit({ maxSize, onError: (c) => tooLarge(c, pages, refusal) })
  const ordinary = bodyOf(PAGE_BODY_BYTES, 'body-too-large')
  const larger = LARGER_BODIES.map((body) => ({ ...body, limit: bodyOf(body.maxSize, body.refusal) }))
  const limitAt = (path: string) => larger.find(({ pages: at }) => at.test(path))?.limit ?? ordinary
  app.use('/*', (c, next) => (saysHowLong(c) ? limitAt(c.req.path) : ordinary)(c, next))
  app.all('/*', pages.answer)
  return app
}

/** A route of the machine surface, which has its own pattern and was handed the portal. */
function isOfMachines(c: Context<SurfaceEnv>): boolean {
  return c.get('portal') !== undefined && routePath(c) !== '/*'
}

/** As browsers do. What does not is read into memory to be measured, before anybody is asked who sends it: so little of it. */
function saysHowLong(c: Context): boolean {
  return c.req.header('content-length') !== undefined && c.req.header('transfer-encoding') === undefined
}

/** The rest of the body is not read, so the connection cannot be used again. */
async function tooLarge(c: Context, pages: Pages, refusal: string): Promise<Response> {
  const page = await pages.refuse(c, refusal)
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
function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 10_000).unref()
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
