import { Readable } from 'node:stream'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consentTokens } from '#db/schema/index.ts'
import { aNode, aProgramme, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, type Surface, send } from './as-node.ts'
import { manyPeople } from './many-people.ts'

/** A stream of tokens holds a batch and no more: what its reader has not come to is not issued yet. */

const BATCH = 200
const PEOPLE = 6 * BATCH

/** The batch that is being read, the one on its way, the one waiting behind it, and the one being issued. */
const IN_FLIGHT = 4 * BATCH

let accord: TestPortal
let surface: Surface

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
})
afterAll(() => accord.close())

async function aHospital() {
  const node = await aNode(accord, ['lung'])
  return { node, token: await bearer(surface, node), subjects: await manyPeople(accord, node, PEOPLE) }
}

async function issuedFor({ id }: TestNode): Promise<number> {
  return accord.owner.as('public', (tx) => tx.$count(consentTokens, eq(consentTokens.nodeId, id)))
}

/** Long enough for whatever goes on without its reader to go on: many ways to the same database. */
async function aWhile(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await accord.owner.as('public', (tx) => tx.execute(sql`select 1`))
}

const LUNG = { legal_basis: 'consent', programme: 'lung' }
const AS_LINES = { Accept: 'application/x-ndjson' }

describe('a stream of named people’s tokens', () => {
  test('is issued as it is read: at no time are more than a few batches under way', async () => {
    const { node, token, subjects } = await aHospital()
    const answer = await send(surface, '/api/v1/consent-tokens', token, { ...LUNG, subjects }, AS_LINES)
    await aWhile()
    expect(await issuedFor(node)).toBeLessThanOrEqual(IN_FLIGHT)

    let text = ''
    for await (const chunk of chunksOf(answer)) {
      text += Buffer.from(chunk).toString()
      const read = text.split('\n').length - 1
      expect((await issuedFor(node)) - read).toBeLessThanOrEqual(IN_FLIGHT)
    }
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ subject }) => subject)).toEqual([...subjects, undefined])
    expect(lines.at(-1)).toEqual({ next: null })
  })

  test('issues nothing more once its reader is gone, and does not end as if it were whole', async () => {
    const { node, token, subjects } = await aHospital()
    const answer = await send(surface, '/api/v1/consent-tokens', token, { ...LUNG, subjects }, AS_LINES)
    const reader = answer.body?.getReader()
    const first = await reader?.read()
    expect(Buffer.from(first?.value ?? []).toString()).not.toContain('"next"')
    await reader?.cancel()
    await aWhile()
    expect(await issuedFor(node)).toBeLessThanOrEqual(IN_FLIGHT)
  })
})

function chunksOf({ body }: Response): AsyncIterable<Uint8Array> {
  if (!body) throw new Error('there is no body')
  return Readable.fromWeb(body as import('node:stream/web').ReadableStream<Uint8Array>)
}
