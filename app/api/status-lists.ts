import { createRoute, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { Portal } from '../portal.server.ts'
import { LIST_HEADERS, statusListReader, statusListUris } from '../services/read-status-list.server.ts'
import { json, refusals } from './declare.ts'
import { Refused } from './refused.ts'
import { surface } from './surface.ts'
import { slug } from './vocabulary.ts'

const STATUS_LIST = 'application/statuslist+jwt'

const tags = ['Status lists']

const all = createRoute({
  tags,
  method: 'get',
  path: '/status-lists',
  summary: 'Where every status list is (draft-ietf-oauth-status-list §9)',
  responses: {
    200: json('The lists.', z.object({ status_lists: z.array(z.url()) }), {
      status_lists: ['https://accord.example.org/status-lists/a'],
    }),
  },
})

const one = createRoute({
  tags,
  method: 'get',
  path: '/status-lists/{id}',
  summary: 'One status list, signed (draft-ietf-oauth-status-list §5.1)',
  request: { params: z.object({ id: slug }), query: z.object({ time: z.string().optional() }) },
  responses: {
    200: { description: 'The compact JWT, with a strong ETag.', content: { [STATUS_LIST]: { schema: z.string() } } },
    304: { description: 'The list is the one that `If-None-Match` names.' },
    ...refusals('request-invalid', 'status-list-not-found', 'status-history-not-offered'),
  },
})

/** Status lists, from memory; `time` is answered as §8.4 asks of those who keep no history for others. */
export function statusLists(portal: Portal) {
  const { read } = statusListReader(portal)
  const app = surface()
  app.use('/status-lists/*', refusalsToAnyone)
  app.on('OPTIONS', ['/status-lists', '/status-lists/*'], cors({ origin: '*' }))
  return app
    .openapi(all, async (c) => c.json({ status_lists: await statusListUris(c.var.portal) }, 200, LIST_HEADERS))
    .openapi(one, async (c) => {
      if (c.req.valid('query').time !== undefined) throw new Refused('status-history-not-offered')
      const list = await read(c.req.valid('param').id)
      if (list === null) throw new Refused('status-list-not-found')
      if (!namesTag(c.req.header('If-None-Match'), list.etag))
        return new Response(list.bytes, { headers: list.headers })
      return c.body(null, 304, { ...LIST_HEADERS, ETag: list.etag })
    })
}

/** The lists that this instance holds in memory. */
export function storedStatusLists(portal: Portal) {
  return { route: '/status-lists/:id', under: '/status-lists/', held: statusListReader(portal).held }
}

const refusalsToAnyone: MiddlewareHandler = async (c, next) => {
  await next()
  if (c.error) c.header('Access-Control-Allow-Origin', '*')
}

/** RFC 9110 §13.1.2; a proxy that packed the list may have made the tag a weak one. */
function namesTag(header: string | undefined, etag: string): boolean {
  if (!header) return false
  return header.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
}
