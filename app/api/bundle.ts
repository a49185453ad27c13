import { createRoute, z } from '@hono/zod-openapi'
import { handOutBundle } from '../services/hand-out-bundle.server.ts'
import { forNodes, NODE_REFUSALS, refusals } from './declare.ts'
import { surface } from './surface.ts'

const BUNDLE = 'application/bundle+jwt'

const since = z
  .string()
  .max(8192)
  .openapi({ description: 'The ETag of the bundle that you have, with or without its quotes', example: 'eyJjdX...4Fg' })

const route = createRoute({
  method: 'get',
  path: '/api/v1/bundle',
  tags: ['Consent'],
  summary: 'All that a gate needs while it is cut off, in one signed document',
  description:
    'Keys, revoked keys, status lists, policy and the consent tokens of everything that the node takes part in. ' +
    'With `since`, what came since that bundle: `base` then names it, and whoever holds another one must not use it. ' +
    'Where nothing can be added to what `since` names, the bundle is whole and `base` is null. While `more` is true, ' +
    'ask again, `since` the new ETag. With `If-None-Match` (and no change) the answer is 304, which is not signed.',
  ...forNodes('system/Consent.rs'),
  request: { query: z.object({ since: since.optional() }) },
  responses: {
    200: {
      description: 'A compact JWS with `typ` `bundle+jwt`; its `jti` in quotes is the strong ETag.',
      content: { [BUNDLE]: { schema: z.string(), example: 'eyJhbGciOiJFUzI1NiIs....eyJpc3MiOiJodHRwczov....MEUCIQ' } },
    },
    304: { description: 'Nothing has changed since the bundle that `If-None-Match` names.' },
    ...refusals(...NODE_REFUSALS, 'request-invalid', 'status-list-not-published'),
  },
})

export const bundle = surface().openapi(route, async (c) => {
  const asked = c.req.valid('query').since
  const { name, jwt } = await handOutBundle(c.var.portal, {
    node: c.var.node,
    since: asked === undefined ? null : opaqueTag(asked),
    unless: (c.req.header('If-None-Match') ?? '').split(',').map(opaqueTag).filter(Boolean),
  })
  const headers = { ETag: `"${name}"`, 'Cache-Control': 'no-store' }
  return jwt === null ? c.body(null, 304, headers) : c.body(jwt, 200, { ...headers, 'Content-Type': BUNDLE })
})

/** What stands between the quotes (RFC 9110 §8.8.3); a proxy that packed the answer may have made the tag a weak one. */
function opaqueTag(tag: string): string {
  return tag.trim().replace(/^W\//, '').replaceAll('"', '')
}
