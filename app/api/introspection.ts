import { createRoute, z } from '@hono/zod-openapi'
import { accepts } from 'hono/accepts'
import { introspectToken, signIntrospection } from '../services/introspect-token.server.ts'
import { forNodes, KIB } from './declare.ts'
import { formBody, formFields } from './form-body.ts'
import { jsonAnswer } from './json-answer.ts'
import { oauthError } from './oauth-error.ts'
import { surface } from './surface.ts'

const SIGNED = 'application/token-introspection+jwt'

const form = z.object({ token: z.string().min(1), token_type_hint: z.string().optional() })

const reply = z.union([
  z.object({ active: z.literal(false) }),
  z.looseObject({
    active: z.literal(true),
    sub: z.string(),
    jti: z.string(),
    exp: z.number(),
    consent: z.looseObject({}),
  }),
])

const route = createRoute({
  method: 'post',
  path: '/oauth/introspect',
  tags: ['Consent'],
  summary: 'Whether a consent token counts now (RFC 7662; signed by Accept, RFC 9701)',
  description: 'A token that is not for the caller, forged, expired or revoked is answered exactly `{"active":false}`.',
  ...forNodes('system/Consent.rs', { maxBytes: 16 * KIB }),
  request: { body: formBody(form) },
  responses: {
    200: {
      description: 'What the token is worth.',
      content: { 'application/json': { schema: reply }, [SIGNED]: { schema: z.string() } },
    },
    400: oauthError('invalid_request.'),
    401: oauthError('invalid_token: the caller’s own access token was not accepted.'),
    403: oauthError('insufficient_scope.'),
  },
})

export const introspection = surface().openapi(route, async (c) => {
  const [portal, node] = [c.get('portal'), c.get('node')]
  const { token } = await formFields(c, form)
  const answer = await introspectToken(portal, node, token)
  const supports = ['application/json', SIGNED]
  if (accepts(c, { header: 'Accept', supports, default: 'application/json' }) === SIGNED) {
    const signed = await signIntrospection(portal, { clientId: node.clientId, introspection: answer })
    return c.body(signed, 200, { 'Content-Type': SIGNED, 'Cache-Control': 'no-store' })
  }
  return jsonAnswer(answer, { 'Cache-Control': 'no-store' })
})
