import { importJWK, SignJWT } from 'jose'
import { secondsOf } from '../clock-skew.ts'
import { Failure } from '../failure.ts'
import type { GateHome } from '../home/gate-home.ts'
import type { World } from '../world.ts'
import { jsonOf, type PortalClient, refused } from './portal-client.ts'

export type Scope = 'system/Consent.rs' | 'accord/usage.write' | 'accord/events.read'

/** Hands out a bearer token, and asks for another shortly before it ends. */
export type BearerSource = () => Promise<string>

const ASSERTION_SECONDS = 240
const RENEW_BEFORE_SECONDS = 30

/** SMART Backend Services: an access token against an assertion signed with the node's key (RFC 7523 §2.2). */
export function bearerSource(
  { config, key }: Pick<GateHome, 'config' | 'key'>,
  scope: Scope,
  portal: PortalClient,
  { now, randomId }: Pick<World, 'now' | 'randomId'>,
): BearerSource {
  let current: { token: string; until: number } | null = null
  return async () => {
    if (!current || secondsOf(now()) >= current.until) {
      const endpoint = await tokenEndpoint(config.portal, portal)
      const assertion = await clientAssertion({ config, key }, endpoint, now(), randomId())
      current = await requestToken(endpoint, assertion, scope, portal, now())
    }
    return current.token
  }
}

async function tokenEndpoint(issuer: string, portal: PortalClient): Promise<string> {
  const configuration = await portal.askJson('/.well-known/smart-configuration')
  if ((configuration.issuer ?? issuer) !== issuer) throw new Failure('issuer-wrong', { expected: issuer })
  if (typeof configuration.token_endpoint !== 'string')
    throw new Failure('portal-answer-invalid', { token_endpoint: null })
  return configuration.token_endpoint
}

/** `exp` at most five minutes ahead, `jti` never used before (SMART App Launch, "Client Authentication: Asymmetric"). */
async function clientAssertion(
  { config, key }: Pick<GateHome, 'config' | 'key'>,
  audience: string,
  at: Date,
  jti: string,
): Promise<string> {
  const seconds = Math.floor(secondsOf(at))
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES384', kid: key.kid, typ: 'JWT' })
    .setIssuer(config.client_id)
    .setSubject(config.client_id)
    .setAudience(audience)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ASSERTION_SECONDS)
    .setJti(jti)
    .sign(await importJWK(key, 'ES384'))
}

async function requestToken(endpoint: string, assertion: string, scope: Scope, portal: PortalClient, at: Date) {
  const answer = await portal.ask(endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }).toString(),
  })
  if (answer.status !== 200) throw refused('token_endpoint', answer)
  const { access_token, expires_in } = jsonOf('token_endpoint', answer)
  if (typeof access_token !== 'string') throw new Failure('portal-answer-invalid', { access_token: null })
  const seconds = typeof expires_in === 'number' ? expires_in : 0
  return { token: access_token, until: secondsOf(at) + seconds - RENEW_BEFORE_SECONDS }
}
