import { z } from '@hono/zod-openapi'
import type { RefusalCode } from './refusals.ts'

/** How a response with an OAuth error is described (RFC 6749 §5.2). */
export function oauthError(description: string) {
  return { description, content: { 'application/json': { schema: error } } }
}

/** The OAuth name of a refusal that was met before the endpoint itself could answer (RFC 6749 §5.2, RFC 6750 §3.1). */
export function oauthNameOf(code: RefusalCode): string {
  return NAMES[code] ?? 'invalid_request'
}

const NAMES: Partial<Record<RefusalCode, string>> = {
  'access-token-required': 'invalid_token',
  'access-token-invalid': 'invalid_token',
  'scope-insufficient': 'insufficient_scope',
  'something-went-wrong': 'server_error',
}

const error = z.object({ error: z.string(), error_description: z.string().optional() }).openapi('OAuthError')
