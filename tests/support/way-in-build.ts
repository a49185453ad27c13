import type { ServerBuild } from '@remix-run/node'
import * as entry from '#app/entry.server.tsx'
import * as root from '#app/root.tsx'
import * as index from '#app/routes/_index/route.tsx'
import * as notFound from '#app/routes/$/route.tsx'
import * as language from '#app/routes/$language/route.tsx'
import * as welcome from '#app/routes/$language._index/route.tsx'
import * as notFoundInLanguage from '#app/routes/$language.$/route.tsx'
import * as help from '#app/routes/$language.help/route.tsx'
import * as invitation from '#app/routes/$language.invitation/route.tsx'
import * as letter from '#app/routes/$language.letter/route.tsx'
import * as problem from '#app/routes/$language.problems.$code/route.tsx'
import * as receiptSeal from '#app/routes/$language.receipt-seals.$seal/route.tsx'
import * as signIn from '#app/routes/$language.sign-in/route.tsx'
import * as signOut from '#app/routes/$language.sign-out/route.ts'
import * as wayBack from '#app/routes/$language.way-back/route.tsx'
import * as code from '#app/routes/$language.way-back_.code/route.tsx'

type RouteModule = NonNullable<ServerBuild['routes'][string]>['module']
type Part = { id: string; parentId?: string; path?: string; index?: true; module: object }

/** A page that asks for script, as `handle.hydrate` does it. */
const scripted = { handle: { hydrate: true, words: ['problem'] }, default: () => null }

/** A page that fails while it loads. */
const failing = {
  loader: () => {
    throw new Error('the reader must never see this')
  },
  default: () => null,
}

const parts: Part[] = [
  { id: 'root', path: '', module: root },
  { id: 'index', parentId: 'root', index: true, module: index },
  { id: 'not-found', parentId: 'root', path: '*', module: notFound },
  { id: 'language', parentId: 'root', path: ':language', module: language },
  { id: 'welcome', parentId: 'language', index: true, module: welcome },
  ...Object.entries({
    '*': notFoundInLanguage,
    help,
    invitation,
    letter,
    'problems/:code': problem,
    'receipt-seals/:seal': receiptSeal,
    'sign-in': signIn,
    'sign-out': signOut,
    'way-back': wayBack,
    'way-back/code': code,
    scripted,
    failing,
  }).map(([path, module]) => ({ id: path, parentId: 'language', path, module })),
]

/** The pages of the way in, put together from their source as the bundler does it. */
export const wayInBuild: ServerBuild = {
  mode: 'production',
  entry: { module: entry as unknown as ServerBuild['entry']['module'] },
  routes: Object.fromEntries(parts.map((part) => [part.id, { ...part, module: part.module as RouteModule }])),
  assets: {
    entry: { module: '/assets/entry.js', imports: [] },
    routes: Object.fromEntries(parts.map(({ module, ...part }) => [part.id, { ...part, ...facts(module) }])),
    url: '/assets/manifest.js',
    version: 'test',
  },
  publicPath: '/',
  assetsBuildDirectory: 'build/client',
  basename: '/',
  isSpaMode: false,
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_routeConfig: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
    unstable_optimizeDeps: false,
  } as ServerBuild['future'],
}

function facts(module: object) {
  return {
    module: '',
    hasLoader: 'loader' in module,
    hasAction: 'action' in module,
    hasClientLoader: false,
    hasClientAction: false,
    hasErrorBoundary: 'ErrorBoundary' in module,
  }
}
