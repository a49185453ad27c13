import { open } from 'node:fs/promises'
import { Failure } from '../../failure.ts'
import { isJsonObject, type JsonObject } from '../../strict-json.ts'
import { bytewise, type Cohort } from '../cohort.ts'
import { personIn, type Resolve } from './person-in.ts'
import { resourceFrom } from './resource-from.ts'

/** A bundle is read whole, since any entry may refer to any other; who has more, has NDJSON. */
const LARGEST_BUNDLE = 2 ** 26

/** A FHIR R4 Bundle of search results or a collection: only in those does an entry stand for itself. */
export async function readBundle(path: string, system: string): Promise<Cohort> {
  const bytes = await bytesOf(path)
  const bundle = resourceFrom(bytes)
  if (bundle.resourceType !== 'Bundle' || !['searchset', 'collection'].includes(String(bundle.type))) {
    throw unreadable('not-a-searchset-or-collection')
  }
  const resources = entriesOf(bundle).map(({ resource }) => resource)
  const resolve = resolverIn(entriesOf(bundle))
  const exact = parsedExactly(bytes)
  return {
    before: '',
    after: '',
    portions: once({
      subjects: resources.map((resource) => personIn(resource, system, resolve)),
      written: (isKept) => bytewise(`${JSON.stringify(withEntries(exact, isKept))}\n`),
    }),
  }
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      if (size > LARGEST_BUNDLE) throw unreadable('bundle-too-large')
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    throw unreadable(cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown', cause)
  }
}

function entriesOf({ entry = [] }: JsonObject): JsonObject[] {
  if (!Array.isArray(entry) || !entry.every(isJsonObject)) throw unreadable('not-fhir')
  return entry
}

/** By full URL, or by type and id; a name that two entries have is nobody's. */
function resolverIn(entries: readonly JsonObject[]): Resolve {
  const named = new Map<string, JsonObject | null>()
  for (const { fullUrl, resource } of entries) {
    if (!isJsonObject(resource)) continue
    const names = new Set(
      [fullUrl, `${resource.resourceType}/${resource.id}`].filter((name) => typeof name === 'string'),
    )
    for (const name of names) named.set(name, named.has(name) ? null : resource)
  }
  return (reference) => {
    const name = reference.replace(/\/_history\/[^/]*$/, '')
    return named.get(name) === null ? {} : (named.get(name) ?? null)
  }
}

/** Numbers stay as they were written: 0.10 is not 0.1 in FHIR. */
function parsedExactly(bytes: Buffer): JsonObject {
  return exactJson.parse(bytes.toString('utf8'), (_, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? exactJson.rawJSON(source) : value,
  )
}

/** What TypeScript does not know of JSON yet. */
const exactJson = JSON as unknown as {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): JsonObject
  rawJSON(source: string): unknown
}

/** What was said about all of the entries, and its signature, no longer holds. */
function withEntries(
  { total, link, signature, ...bundle }: JsonObject,
  isKept: (entry: number) => boolean,
): JsonObject {
  return { ...bundle, entry: entriesOf(bundle).filter((_, entry) => isKept(entry)) }
}

async function* once<Item>(item: Item): AsyncGenerator<Item> {
  yield item
}

function unreadable(code: string, cause?: unknown): Failure {
  return new Failure('cohort-unreadable', { code }, { cause })
}
