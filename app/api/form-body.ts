import { type RouteConfig, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { Refused } from './refused.ts'

const FORM = 'application/x-www-form-urlencoded'

/** How a route declares the form that it reads with `formFields`. */
export function formBody(fields: z.ZodObject): RequestBody {
  const { '~standard': _, ...schema } = z.toJSONSchema(fields, { target: 'openapi-3.0', io: 'input' })
  return { required: true, content: { [FORM]: { schema } } } as RequestBody
}

type RequestBody = NonNullable<NonNullable<RouteConfig['request']>['body']>

/** The fields of a form, each of which may be sent once; those that nobody asked for are ignored (RFC 6749 §3.2). */
export async function formFields<Fields extends z.ZodObject>(c: Context, fields: Fields): Promise<z.output<Fields>> {
  if (mediaType(c) !== FORM) throw new Refused('content-type-not-supported')
  const sent = new URLSearchParams(await c.req.text())
  const byName = Object.fromEntries(sent)
  const read = fields.safeParse(byName)
  if (!read.success || Object.keys(byName).length < sent.size) throw new Refused('request-invalid')
  return read.data
}

function mediaType(c: Context): string | undefined {
  return c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
}
