import { createRoute, z } from '@hono/zod-openapi'
import { cors } from 'hono/cors'
import { etag } from 'hono/etag'
import { ASSERTION_ALGORITHMS } from '../domain/access/assertion.ts'
import { KEY_SET_CACHE } from '../domain/key/succession.ts'
import { publishedKeys } from '../services/published-keys.server.ts'
import { json } from './declare.ts'
import { SCOPES } from './scopes.ts'
import { surface } from './surface.ts'

const tags = ['Discovery']
const EXAMPLE_URL = 'https://accord.example.org'

const jwks = createRoute({
  tags,
  method: 'get',
  path: '/.well-known/jwks.json',
  summary: 'The public keys of everything that the portal signs, each with the one type that it is for',
  responses: {
    200: json(
      'A JWK set (RFC 7517 §5), with a strong ETag. A key is in it two minutes before it signs anything; a revoked ' +
        'key carries `revoked` and is named in `revoked_kids`.',
      z.object({ keys: z.array(z.record(z.string(), z.unknown())), revoked_kids: z.array(z.string()) }),
      { keys: [{ kty: 'EC', crv: 'P-256', kid: '...', alg: 'ES256', accord_typ: 'consent+jwt' }], revoked_kids: [] },
    ),
    304: { description: 'The set is the one that `If-None-Match` names.' },
  },
})

const smart = createRoute({
  tags,
  method: 'get',
  path: '/.well-known/smart-configuration',
  summary: 'Where and how to ask for an access token (SMART App Launch)',
  responses: {
    200: json('The configuration.', z.looseObject({ issuer: z.url(), token_endpoint: z.url() }), example()),
  },
})

const authorizationServer = createRoute({
  tags,
  method: 'get',
  path: '/.well-known/oauth-authorization-server',
  summary: 'The same, in the terms of RFC 8414',
  responses: { 200: json('The metadata.', z.looseObject({ issuer: z.url(), token_endpoint: z.url() }), example()) },
})

const sharedSignals = createRoute({
  tags,
  method: 'get',
  path: '/.well-known/ssf-configuration',
  summary: 'Where and how to receive events (OpenID Shared Signals Framework 1.0 §7.1)',
  responses: { 200: json('The configuration.', z.looseObject({ issuer: z.url() }), transmitter(EXAMPLE_URL)) },
})

export const wellKnown = surface()

wellKnown.use('/.well-known/*', cors({ origin: '*' }))
wellKnown.use('/.well-known/jwks.json', etag())
wellKnown
  .openapi(jwks, async (c) => {
    c.header('Cache-Control', `public, max-age=${KEY_SET_CACHE}`)
    return c.json(await publishedKeys(c.var.portal), 200)
  })
  .openapi(smart, (c) => {
    c.header('Cache-Control', 'public, max-age=60')
    const { url } = c.var.portal.settings
    return c.json({ ...metadata(url), capabilities: ['client-confidential-asymmetric', 'permission-v2'] }, 200)
  })
  .openapi(sharedSignals, (c) => {
    c.header('Cache-Control', 'public, max-age=60')
    return c.json(transmitter(c.var.portal.settings.url), 200)
  })
  .openapi(authorizationServer, (c) => {
    c.header('Cache-Control', 'public, max-age=60')
    const { url } = c.var.portal.settings
    return c.json({ ...metadata(url), status_list_aggregation_endpoint: `${url}/status-lists` }, 200)
  })

/** `spec_version` 1_0; every stream is polled unless it asks to be pushed. */
function transmitter(url: string) {
  return {
    spec_version: '1_0',
    issuer: url,
    jwks_uri: `${url}/.well-known/jwks.json`,
    delivery_methods_supported: ['urn:ietf:rfc:8936', 'urn:ietf:rfc:8935'],
    configuration_endpoint: `${url}/ssf/streams`,
    status_endpoint: `${url}/ssf/streams/status`,
    verification_endpoint: `${url}/ssf/streams/verification`,
    authorization_schemes: [{ spec_urn: 'urn:ietf:rfc:6749' }],
    default_subjects: 'ALL',
  }
}

function metadata(url: string) {
  return {
    issuer: url,
    jwks_uri: `${url}/.well-known/jwks.json`,
    token_endpoint: `${url}/oauth/token`,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: [...ASSERTION_ALGORITHMS],
    introspection_endpoint: `${url}/oauth/introspect`,
    grant_types_supported: ['client_credentials'],
    response_types_supported: [],
    scopes_supported: Object.keys(SCOPES),
  }
}

function example() {
  return metadata(EXAMPLE_URL)
}
