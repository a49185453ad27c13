import { decodeJwt } from 'jose'
import type { BundleClaims } from '#app/domain/token/bundle.ts'
import type { Surface } from './as-node.ts'

export type Answered = { status: number; etag: string; jwt: string; claims: BundleClaims; headers: Headers }

/** Asks for a bundle in the name of whoever holds this access token. */
export async function askForBundle(
  surface: Surface,
  token: string,
  { since, unless }: { since?: string; unless?: string } = {},
): Promise<Answered> {
  const query = since === undefined ? '' : `?${new URLSearchParams({ since })}`
  const answer = await surface.request(`/api/v1/bundle${query}`, {
    headers: { Authorization: `Bearer ${token}`, ...(unless && { 'If-None-Match': unless }) },
  })
  const jwt = await answer.text()
  const claims = (answer.status === 200 ? decodeJwt(jwt) : {}) as BundleClaims
  return { status: answer.status, etag: answer.headers.get('ETag') ?? '', jwt, claims, headers: answer.headers }
}

export function subjectsIn({ consent_tokens }: BundleClaims): string[] {
  return consent_tokens.flatMap(({ tokens }) => tokens.map(({ subject }) => subject))
}
