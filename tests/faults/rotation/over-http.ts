import { type IssuerKeySet, type IssuerKeys, issuerKeys } from '#gate/trust.ts'
import { assertion } from '#tests/api/as-node.ts'
import type { TestNode } from '#tests/support/build.ts'

/** What a hospital's node asks one server of the portal. */

const FORM = 'application/x-www-form-urlencoded'

export async function accessToken(server: string, node: TestNode): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await assertion(node),
    scope: 'system/Consent.rs',
  })
  return (await posted<{ access_token: string }>(server, '/oauth/token', { type: FORM, body: `${body}` })).access_token
}

/** Their tokens by their pseudonyms: those of whom a server has none are left out, so that no place says whose one is. */
export async function tokensOf(server: string, bearer: string, subjects: string[]): Promise<Map<string, string>> {
  const body = JSON.stringify({ legal_basis: 'consent', programme: 'lung', subjects })
  const asked = { bearer, type: 'application/json', body }
  const { consent_tokens } = await posted<Issued>(server, '/api/v1/consent-tokens', asked)
  return new Map(consent_tokens.map(({ subject, consent_token }) => [subject, consent_token]))
}

type Issued = { consent_tokens: { subject: string; consent_token: string }[] }

export async function isActive(server: string, bearer: string, token: string): Promise<boolean> {
  const asked = { bearer, type: FORM, body: `${new URLSearchParams({ token })}` }
  return (await posted<{ active: boolean }>(server, '/oauth/introspect', asked)).active
}

export async function publishedBy(server: string): Promise<IssuerKeys> {
  return issuerKeys((await (await fetch(`${server}/.well-known/jwks.json`)).json()) as IssuerKeySet)
}

async function posted<Answer>(
  server: string,
  path: string,
  { bearer = '', type, body }: { bearer?: string; type: string; body: string },
): Promise<Answer> {
  const headers = { Authorization: `Bearer ${bearer}`, 'Content-Type': type }
  const answer = await fetch(`${server}${path}`, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as Answer
}
