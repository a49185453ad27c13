import { z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { statusOf } from '../http/problem.ts'
import { REFUSALS, type RefusalCode } from './refusals.ts'
import { Refused } from './refused.ts'
import { requireNode } from './require-node.ts'
import type { Scope } from './scopes.ts'
import type { SurfaceEnv } from './surface.ts'

/** The parts that route declarations share: who may ask, how much is read, and what is refused. */

export const KIB = 1024
export const MIB = 1024 * KIB

/** A route for nodes: what the description says about access and what is enforced are one. */
export function forNodes(scope: Scope, { maxBytes = 0 }: { maxBytes?: number } = {}) {
  const middleware: MiddlewareHandler<SurfaceEnv>[] = [requireNode(scope), atMost(maxBytes)]
  return { security: [{ accord: [scope] }], middleware }
}

/**
 * Refuses a body of more than `maxSize` bytes before it is read. Its length is believed, because Node reads no further
 * (RFC 9112 §6.3); only a body of unknown length is counted, which is dear.
 */
export function atMost(maxSize: number): MiddlewareHandler<SurfaceEnv> {
  const tooLarge = () => {
    throw new Refused('body-too-large')
  }
  const counted = bodyLimit({ maxSize, onError: tooLarge })
  return async (c, next) => {
    const length = c.req.header('Content-Length')
    const isKnown = length !== undefined && c.req.header('Transfer-Encoding') === undefined
    if (!isKnown) return counted(c, next)
    return Number(length) > maxSize ? tooLarge() : next()
  }
}

export function jsonBody<Schema extends z.ZodType>(schema: Schema, example: z.input<Schema>) {
  return { required: true as const, content: { 'application/json': { schema, example } } }
}

export function json<Schema extends z.ZodType>(description: string, schema: Schema, example: z.input<Schema>) {
  return { description, content: { 'application/json': { schema, example } } }
}

/** The problem documents that a route answers with, grouped by status. */
export function refusals(...codes: RefusalCode[]) {
  const byStatus = Map.groupBy(codes, statusOf)
  return Object.fromEntries([...byStatus].map(([status, group]) => [status, problemOf(group)]))
}

/** Every route for nodes with a body can answer so. */
export const NODE_REFUSALS = ['access-token-required', 'access-token-invalid', 'scope-insufficient'] as const
export const BODY_REFUSALS = ['request-invalid', 'body-too-large', 'content-type-not-supported'] as const

function problemOf(codes: readonly RefusalCode[]) {
  return {
    description: codes.map((code) => `\`${code}\`: ${REFUSALS[code]}`).join('\n\n'),
    content: { 'application/problem+json': { schema: problem } },
  }
}

const problem = z
  .object({
    type: z.url(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string() })).optional(),
  })
  .openapi('Problem')
