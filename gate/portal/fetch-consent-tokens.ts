import type { Basis } from '../covering-provision.ts'
import { Failure } from '../failure.ts'
import type { Cursor, IssuedToken } from '../home/consent-token-store.ts'
import { isJsonObject } from '../strict-json.ts'
import type { BearerSource } from './access-token.ts'
import type { PortalClient } from './portal-client.ts'

type Page = { consent_tokens: IssuedToken[]; next: Cursor | null }

/** Everyone permitted since the cursor, page by page: the portal is never told whom the hospital means to ask about. */
export async function* fetchConsentTokens(
  portal: PortalClient,
  bearer: BearerSource,
  basis: Basis,
  since: Cursor | null,
): AsyncGenerator<Page> {
  let cursor = since
  while (true) {
    const page = await fetchPage(portal, await bearer(), basis, cursor)
    if (page.consent_tokens.length === 0) return
    yield page
    if (page.next === null) return
    if (page.next === cursor) throw new Failure('portal-answer-invalid', { path: PATH, next: 'unchanged' })
    cursor = page.next
  }
}

const PATH = '/api/v1/consent-tokens'

async function fetchPage(portal: PortalClient, bearer: string, basis: Basis, since: Cursor | null): Promise<Page> {
  const { consent_tokens, next = null } = await portal.askJson(PATH, {
    method: 'POST',
    headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ ...basis, ...(since !== null && { since }) }),
  })
  if (!Array.isArray(consent_tokens) || !consent_tokens.every(isIssuedToken) || !isCursorOrNull(next)) {
    throw new Failure('portal-answer-invalid', { path: PATH })
  }
  return { consent_tokens, next }
}

function isIssuedToken(token: unknown): token is IssuedToken {
  return (
    isJsonObject(token) &&
    typeof token.subject === 'string' &&
    typeof token.consent_token === 'string' &&
    typeof token.expires_at === 'string'
  )
}

function isCursorOrNull(value: unknown): value is Cursor | null {
  return value === null || typeof value === 'string' || Number.isSafeInteger(value)
}
