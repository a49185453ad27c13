import { createRoute, z } from '@hono/zod-openapi'
import { ACCESS_TOKEN_LIFE, grantAccess } from '../services/grant-access.server.ts'
import { atMost, json, KIB } from './declare.ts'
import { formBody, formFields } from './form-body.ts'
import { jsonAnswer } from './json-answer.ts'
import { oauthError } from './oauth-error.ts'
import { surface } from './surface.ts'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

const form = z.object({
  grant_type: z.string(),
  scope: z.string().max(1000).default(''),
  client_assertion_type: z.string().optional(),
  client_assertion: z.string().optional(),
})

const reply = z.object({
  access_token: z.string(),
  token_type: z.literal('bearer'),
  expires_in: z.number().int(),
  scope: z.string(),
})

const route = createRoute({
  method: 'post',
  path: '/oauth/token',
  tags: ['Access'],
  summary: 'An access token against an assertion that the node signed (SMART Backend Services, RFC 7523)',
  middleware: [atMost(16 * KIB)],
  request: { body: formBody(form) },
  responses: {
    200: json('The access token, good for five minutes.', reply, {
      access_token: 'kq2V0w3n6hJY4e8cT1uLxR7sZb5aG9dPmQfWvXyNiUo',
      token_type: 'bearer',
      expires_in: ACCESS_TOKEN_LIFE,
      scope: 'system/Consent.rs',
    }),
    400: oauthError('invalid_request, invalid_scope or unsupported_grant_type.'),
    401: oauthError('invalid_client: the assertion was not accepted.'),
  },
})

export const token = surface().openapi(route, async (c) => {
  const { grant_type, scope, client_assertion_type, client_assertion } = await formFields(c, form)
  if (grant_type !== 'client_credentials') return c.json({ error: 'unsupported_grant_type' }, 400, NO_STORE)
  if (client_assertion_type !== ASSERTION_TYPE || !client_assertion) {
    return c.json({ error: 'invalid_client' }, 401, NO_STORE)
  }

  const portal = c.get('portal')
  const endpoint = `${portal.settings.url}/oauth/token`
  const scopes = [...new Set(scope.split(' ').filter(Boolean))]
  const answer = await grantAccess(portal, { assertion: client_assertion, scopes, endpoint })
  if (!answer.ok) {
    const error_description = answer.refusal // A code, which only the holder of the node's key gets to see in detail.
    return error_description === 'scope-not-granted'
      ? c.json({ error: 'invalid_scope', error_description }, 400, NO_STORE)
      : c.json({ error: 'invalid_client', error_description }, 401, NO_STORE)
  }
  const { token, scopes: granted } = answer.event
  return jsonAnswer(
    {
      access_token: token,
      token_type: 'bearer',
      expires_in: ACCESS_TOKEN_LIFE,
      scope: granted.join(' '),
    },
    NO_STORE,
  )
})

const NO_STORE = { 'Cache-Control': 'no-store' }
