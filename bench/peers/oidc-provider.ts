import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import Provider from 'oidc-provider'

export type OidcSettings = { publicJwk: JWK }
export type OidcReady = { url: string; issuer: string; clientId: string; callers: string; tokens: string[] }

const CLIENT = 'node'
const SECRET = 'a-secret-of-the-benchmark-and-of-nothing-else'
const ISSUER = 'http://127.0.0.1:3998'
const TOKENS = 500
const FIVE_MINUTES = 300

/** oidc-provider with its own in-memory adapter: opaque tokens to introspect, and signed ones for assertions. */
const { publicJwk } = JSON.parse(process.argv[2] ?? '') as OidcSettings
const { privateKey } = await generateKeyPair('ES256', { extractable: true })
const provider = new Provider(ISSUER, {
  jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'a', alg: 'ES256', use: 'sig' }] },
  scopes: ['read'],
  clients: [
    {
      client_id: CLIENT,
      grant_types: ['client_credentials'],
      id_token_signed_response_alg: 'ES256',
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: publicJwk.alg,
      jwks: { keys: [publicJwk] },
    },
    {
      client_id: 'asks-with-a-bearer',
      client_secret: SECRET,
      grant_types: ['client_credentials'],
      id_token_signed_response_alg: 'ES256',
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: 'client_secret_basic',
    },
  ],
  enabledJWA: { clientAuthSigningAlgValues: ['ES384', 'RS384'] },
  ttl: { ClientCredentials: FIVE_MINUTES },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    introspection: { enabled: true, allowedPolicy: () => true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => ISSUER,
      getResourceServerInfo: () => ({
        scope: 'read',
        accessTokenFormat: 'jwt',
        accessTokenTTL: FIVE_MINUTES,
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
})

/** RFC 7662 §2.1 lets a caller show a bearer token, which this provider does not read: it is looked up as any token is. */
const asBasic = `Basic ${Buffer.from(`asks-with-a-bearer:${SECRET}`).toString('base64')}`
provider.use(async (context, next) => {
  const { authorization } = context.headers
  if (context.path === '/token/introspection' && authorization?.startsWith('Bearer ')) {
    if (!(await provider.ClientCredentials.find(authorization.slice(7)))) {
      context.status = 401
      return
    }
    context.headers.authorization = asBasic
  }
  await next()
})

const newToken = async () => {
  const client = await provider.Client.find(CLIENT)
  return new provider.ClientCredentials({ client, scope: 'read' }).save()
}
const callers = await newToken()
const tokens = await Promise.all(Array.from({ length: TOKENS }, newToken))
const server = createServer(provider.callback()).listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  process.send?.({ url, issuer: ISSUER, clientId: CLIENT, callers, tokens } satisfies OidcReady)
})
