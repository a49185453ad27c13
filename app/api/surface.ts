import { OpenAPIHono } from '@hono/zod-openapi'
import type { Portal } from '../portal.server.ts'
import type { BearerNode } from '../services/recognise-node.server.ts'
import { Refused } from './refused.ts'

/** What every handler finds in its context: the portal, and after `forNodes` the node that asks. */
export type SurfaceEnv = { Variables: { portal: Portal; node: BearerNode } }

/** A part of the machine surface; what does not fit its schema is refused before any handler sees it. */
export function surface(): OpenAPIHono<SurfaceEnv> {
  return new OpenAPIHono<SurfaceEnv>({
    defaultHook: (result) => {
      if (!result.success) throw new Refused('request-invalid', { members: { errors: errorsOf(result.error.issues) } })
    },
  })
}

type Issue = { path: PropertyKey[]; code: string; errors?: readonly (readonly Issue[])[] }

/** Where the first mistakes stand (RFC 6901) and of what kind they are; never what was sent. */
function errorsOf(issues: readonly Issue[]): { pointer: string; code: string }[] {
  return issues
    .flatMap(closest)
    .slice(0, 20)
    .map(({ path, code }) => ({ pointer: pointerTo(path), code: code.replaceAll('_', '-') }))
}

/** Where several shapes were allowed: the mistakes against the one that comes closest. */
function closest(issue: Issue): readonly Issue[] {
  const [best] = (issue.errors ?? []).toSorted((a, b) => a.length - b.length)
  return best?.map(({ path, code }) => ({ path: [...issue.path, ...path], code })) ?? [issue]
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
