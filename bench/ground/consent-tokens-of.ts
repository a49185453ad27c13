import type { NodeClient } from './node-client.ts'

/** The consent tokens of these people, all of whom said yes. */
export async function consentTokensOf(client: NodeClient, subjects: string[]): Promise<string[]> {
  const body = { legal_basis: 'consent', programme: 'lung', subjects }
  const { consent_tokens } = await client.post<{ consent_tokens: { consent_token: string }[] }>(
    '/api/v1/consent-tokens',
    body,
  )
  if (consent_tokens.length !== subjects.length) throw new Error('not everyone got a token')
  return consent_tokens.map(({ consent_token }) => consent_token)
}
