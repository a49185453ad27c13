import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { statusAt } from '#app/domain/token/status-list.ts'
import { decodedEntries, verifiedStatusList } from '#gate/status-list-token.ts'
import { issuerKeys } from '#gate/trust.ts'

type Vector = { name: string; bits: 1 | 2 | 4 | 8; lst: string; bytes: number; nonzero: Record<string, number> }
type Vectors = { vectors: Vector[]; example_jwt: string; example_public_jwk: object }

/** The draft's own examples stand beside the project, and are read where they are. */
const FILE = join(import.meta.dirname, '../../../shared/vectors/token-status-list.json')
const published: Vectors | null = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : null

describe.skipIf(!published)("the status list draft's own examples (skipped where they are not at hand)", () => {
  test.each(published?.vectors ?? [])(
    '$name decodes to the statuses that the draft says',
    ({ bits, lst, bytes, nonzero }) => {
      const list = decodedEntries({ bits, lst })
      expect(list.entries.length).toBe(bytes)
      expect(nonzeroStatuses(list)).toEqual(nonzero)
    },
  )

  test('the signed example is verified with the published key', async () => {
    const { example_jwt = '', example_public_jwk = {} } = published ?? {}
    const list = await verifiedStatusList(example_jwt, await exampleIssuer(example_public_jwk), new Date('2024-01-01'))
    expect(list).toMatchObject({ iat: 1686920170, exp: 2291720170, ttl: 43200, bits: 1 })
  })

  test('the signed example is refused once it has ended', async () => {
    const { example_jwt = '', example_public_jwk = {} } = published ?? {}
    const late = verifiedStatusList(example_jwt, await exampleIssuer(example_public_jwk), new Date(2291720170_000))
    await expect(late).rejects.toMatchObject({ reason: 'status-list-stale' })
  })
})

async function exampleIssuer(jwk: object) {
  const keys = await issuerKeys({ keys: [{ ...jwk, accord_typ: 'statuslist+jwt' }] })
  return { uri: 'https://example.com/statuslists/1', issuer: 'https://example.com', keys }
}

function nonzeroStatuses({ bits, entries }: ReturnType<typeof decodedEntries>): Record<string, number> {
  const statuses: Record<string, number> = {}
  for (let index = 0; index < (entries.length * 8) / bits; index++) {
    const status = statusAt(entries, index, bits)
    if (status) statuses[index] = status
  }
  return statuses
}
