import { z } from '@hono/zod-openapi'

/** The header under which a request may be sent again (draft-ietf-httpapi-idempotency-key-header); quotes are optional. */
export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .openapi({ description: 'Any text of your choice, unique for each request; kept for a day' }),
})

export function keyOf(headers: z.infer<typeof idempotencyHeader>): string | null {
  return headers['idempotency-key']?.replace(/^"(.+)"$/, '$1') ?? null
}
