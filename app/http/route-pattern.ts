import type { ServerBuild } from '@remix-run/node'
import { type AgnosticDataRouteObject, matchRoutes } from '@remix-run/router'
import { isReadableEncoded } from './readable-text.ts'

/** Names the page that answers an address by its pattern (`/:language/receipts/:id`), so that logs hold no id. */
export function pagePatterns(build: ServerBuild): (pathname: string) => string {
  const routes = branch(build, undefined)
  return (pathname) => {
    if (!isReadableEncoded(pathname)) return '/*'
    const matches = matchRoutes(routes, pathname) ?? []
    return `/${matches.flatMap(({ route }) => route.path || []).join('/')}`
  }
}

function branch(build: ServerBuild, parentId: string | undefined): AgnosticDataRouteObject[] {
  return Object.values(build.routes)
    .filter((route) => route?.parentId === parentId)
    .map((route) => {
      const { id, path, index, caseSensitive } = route as NonNullable<typeof route>
      const known = { id, path, caseSensitive: caseSensitive ?? false }
      return (index ? { ...known, index: true } : { ...known, children: branch(build, id) }) as AgnosticDataRouteObject
    })
}
