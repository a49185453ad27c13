import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Hono } from 'hono'
import { Refused } from './refused.ts'
import type { SurfaceEnv } from './surface.ts'

/** The description to read and try, from our own files alone: nothing is fetched from elsewhere. */
export function docs(description: object): Hono<SurfaceEnv> {
  const app = new Hono<SurfaceEnv>()
  app.get('/api/openapi.json', (c) => c.json(description))
  app.get('/api/docs', (c) => c.html(PAGE, 200, { 'Content-Security-Policy': POLICY }))
  app.get('/api/docs/start.js', (c) => c.body(START, 200, { 'Content-Type': 'text/javascript' }))
  app.get('/api/docs/:file', async (c) => {
    const type = FILES.get(c.req.param('file'))
    if (!type) throw new Refused('resource-not-found')
    const path = createRequire(import.meta.url).resolve(`swagger-ui-dist/${c.req.param('file')}`)
    return c.body(await readFile(path), 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=3600' })
  })
  return app
}

/** What of swagger-ui-dist is served. */
const FILES = new Map([
  ['swagger-ui.css', 'text/css'],
  ['swagger-ui-bundle.js', 'text/javascript'],
  ['favicon-32x32.png', 'image/png'],
])

/** Swagger UI draws its icons from `data:` and sets styles on elements; script comes from our own files only. */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data:`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Accord: the machine surface</title>
    <link rel="icon" href="/api/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/api/docs/swagger-ui.css">
    <script src="/api/docs/swagger-ui-bundle.js" defer></script>
    <script src="/api/docs/start.js" defer></script>
  </head>
  <body><main id="surface"></main></body>
</html>
`

const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#surface', deepLinking: true, validatorUrl: null })
`
