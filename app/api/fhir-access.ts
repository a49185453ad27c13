import type { Context, MiddlewareHandler } from 'hono'
import { atMost, KIB } from './declare.ts'
import { requireNode } from './require-node.ts'
import type { Scope } from './scopes.ts'
import type { SurfaceEnv } from './surface.ts'

export const AUDIT_SCOPE: Scope = 'system/Consent.audit'

/** A FHIR route for whoever holds any of these scopes: what the description says about access and what is enforced are one. */
export function forFhir(...scopes: [Scope, ...Scope[]]) {
  const middleware: MiddlewareHandler<SurfaceEnv>[] = [requireNode(...scopes), atMost(64 * KIB)]
  return { security: scopes.map((scope) => ({ accord: [scope] })), middleware }
}

/** Who reads: an auditor's client sees what ended and what was refused, a node what is permitted. */
export function readerOf({ var: { node } }: Context<SurfaceEnv>) {
  return { node, audience: node.scopes.includes(AUDIT_SCOPE) ? ('auditor' as const) : ('node' as const) }
}
