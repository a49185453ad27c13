import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { hospitalIn, programmeIn } from '../../bin/operate/files.ts'
import { OPERATIONS } from '../../bin/operate/operations.ts'

/** What an operator pastes from docs/operations.md is what the commands take. */

const doc = readFileSync('docs/operations.md', 'utf8')
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  folder = await temporaryFolder('accord-operations-')
})
afterAll(() => folder.remove())

/** The file of this name that a block writes, with these keys in it. */
function written(name: string, jwks = '{ "keys": [{ "kty": "EC" }] }'): string {
  const [, text = ''] = new RegExp(`cat > ${name} <<'?END'?\\n(.*?)\\nEND\\n`, 's').exec(doc) ?? []
  const path = join(folder.path, name)
  writeFileSync(path, text.replace('$(cat jwks.json)', jwks))
  return path
}

test('the programme and the hospital of the chapter are accepted as they stand', () => {
  expect(programmeIn(written('programme.json'))).toMatchObject({ id: 'lung', tokenDays: 30 })
  expect(hospitalIn(written('hospital.json'))).toMatchObject({
    hospital: 'ljubljana',
    nodes: [{ clientId: 'node-ljubljana' }],
  })
})

test('a file that is wrong is refused, and told where', () => {
  const path = written('programme.json')
  const good = JSON.parse(readFileSync(path, 'utf8'))
  for (const [wrong, where] of [
    [{ ...good, contact: 'x' }, 'contact'],
    [{ ...good, countries: ['XX'] }, 'countries'],
    [{ ...good, names: { sl: 'Pljuča' } }, 'English'],
    [{ ...good, names: { en: 'Lung', xx: 'Lung' } }, 'names'],
    [{ ...good, programme: 'Lung cancer' }, 'programme'],
    [{ ...good, data_protection_contact: { ...good.data_protection_contact, email: 'nobody' } }, 'email'],
  ]) {
    writeFileSync(path, JSON.stringify(wrong))
    expect(() => programmeIn(path)).toThrow(where)
  }
})

test('every operation that the page names is one', () => {
  const named = [...doc.matchAll(/npm run operate -- ([a-z-]+)/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(8)
  expect(named.filter((name) => name !== 'check' && !Object.hasOwn(OPERATIONS, name))).toEqual([])
})
