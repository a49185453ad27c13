import { z } from '@hono/zod-openapi'

/** Where a reader has got to, as text that means nothing to anybody else. */
export const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{2,22}$/)
  .transform((text, context) => {
    const position = Number(Buffer.from(text, 'base64url').toString())
    if (Number.isSafeInteger(position) && position >= 0 && cursorText(position) === text) return position
    context.addIssue({ code: 'custom' })
    return z.NEVER
  })
  .openapi({ type: 'string', description: 'The `next` of an earlier answer', example: 'MTAwMA' })

export function cursorText(position: number): string {
  return Buffer.from(String(position)).toString('base64url')
}
