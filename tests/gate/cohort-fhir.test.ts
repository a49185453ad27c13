import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type TestNode, testNode } from './support/test-node.ts'

const ANA = 'ana-7f3kq9x2m4w8'
const BOR = 'bor-2k8s6d1f0g5h'
const SYSTEM = 'https://hospital.example/pseudonyms'

const identifier = (value: string, system = SYSTEM) => ({ system, value })
const patient = (id: string, ...identifiers: object[]) => ({ resourceType: 'Patient', id, identifier: identifiers })
const study = (id: string, subject: object, more: object = {}) => ({
  resourceType: 'ImagingStudy',
  id,
  subject,
  ...more,
})
const ofAna = { identifier: identifier(ANA) }

async function nodeOfAna(): Promise<TestNode> {
  const node = await testNode()
  node.portal.permit({ subject: ANA, idx: 1 })
  return node
}

async function checkedFhir(format: string, text: string) {
  const node = await nodeOfAna()
  await writeFile(join(node.folder, 'cohort'), text)
  const files = ['--cohort', join(node.folder, 'cohort'), '--out', join(node.folder, 'allowed')]
  const fhir = ['--cohort-format', format, '--identifier-system', SYSTEM]
  const ran = await node.run('check WANTED', ...files, ...fhir)
  return { ...ran, allowed: await readFile(join(node.folder, 'allowed'), 'utf8').catch(() => null) }
}

function ndjson(...resources: object[]) {
  return checkedFhir('fhir-ndjson', resources.map((one) => `${JSON.stringify(one)}\n`).join(''))
}

function bundle(...resources: object[]) {
  const entry = resources.map((resource) => ({ fullUrl: `urn:x:${(resource as { id?: string }).id}`, resource }))
  return checkedFhir('fhir-bundle', JSON.stringify({ resourceType: 'Bundle', type: 'searchset', total: 9, entry }))
}

describe('a bulk export', () => {
  test('is handed on line by line, each as it came', async () => {
    const lines = [
      '{ "resourceType":"Patient", "id":"1", "identifier":[{"system":"https://hospital.example/pseudonyms","value":"ana-7f3kq9x2m4w8"}]}',
      JSON.stringify(study('2', { identifier: identifier(BOR) })),
      '{"resourceType":"Observation","subject":{"identifier":{"system":"https://hospital.example/pseudonyms","value":"ana-7f3kq9x2m4w8"}},"valueQuantity":{"value":0.10,"unit":"mm²"}}',
    ]
    const { exitCode, json, allowed } = await checkedFhir('fhir-ndjson', `${lines.join('\n')}\n`)
    expect({ exitCode, allowed }).toEqual({ exitCode: 3, allowed: `${lines[0]}\n${lines[2]}\n` })
    expect(json).toMatchObject({ checked: 3, permitted: 1 + 1, denied: 1 })
  })
})

describe('a bundle', () => {
  test('keeps the entries of those who permit, and says nothing any more about those who do not', async () => {
    const { exitCode, allowed } = await bundle(
      patient('1', identifier(ANA)),
      study('11', { reference: 'Patient/1' }),
      study('12', { reference: 'urn:x:1' }),
      study('13', { reference: 'Patient/1/_history/3' }),
      patient('2', identifier(BOR)),
      study('21', { reference: 'Patient/2' }),
    )
    expect(exitCode).toBe(3)
    const kept = JSON.parse(allowed ?? '')
    expect(kept).toMatchObject({ resourceType: 'Bundle', type: 'searchset' })
    expect(kept).not.toHaveProperty('total')
    expect(kept.entry.map(({ resource }: { resource: { id: string } }) => resource.id)).toEqual(['1', '11', '12', '13'])
    expect(allowed).not.toContain(BOR)
  })

  test('keeps numbers as they were written, and letters of any language', async () => {
    const text = `{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Observation",
      "subject":{"identifier":{"system":"${SYSTEM}","value":"${ANA}"}},
      "valueQuantity":{"value":0.10,"unit":"Škoda"},"n":[1e2,10000000000000000001]}}]}`
    const { allowed } = await checkedFhir('fhir-bundle', text)
    expect(allowed).toContain('"value":0.10,"unit":"Škoda"},"n":[1e2,10000000000000000001]')
  })

  test('without entries permits nobody', async () => {
    expect(await bundle()).toMatchObject({ exitCode: 4, allowed: expect.stringContaining('"entry":[]') })
  })
})

describe('nobody permits the use of a resource', () => {
  test.each<[string, object]>([
    ['about nobody', { resourceType: 'ImagingStudy' }],
    ['about a group', { resourceType: 'Group', subject: ofAna }],
    ['of a kind that may name others', { resourceType: 'FamilyMemberHistory', subject: ofAna }],
    ['that holds other resources', { resourceType: 'Bundle', type: 'collection', subject: ofAna }],
    ['whose identifier is of another system', study('1', { identifier: identifier(ANA, 'https://other.example') })],
    ['whose identifier has no system', study('1', { identifier: { value: ANA } })],
    ['whose identifier is a list', study('1', { identifier: [identifier(ANA)] })],
    ['that refers to somebody who is not here', study('1', { reference: 'Patient/1' })],
    ['that refers to what it does not contain', study('1', { reference: '#p' })],
    [
      'that contains two of the name it refers to',
      study('1', { reference: '#p' }, { contained: [patient('p', identifier(ANA)), patient('p', identifier(BOR))] }),
    ],
    ['that contains somebody else', study('1', ofAna, { contained: [patient('p', identifier(BOR))] })],
    ['that contains somebody without a pseudonym', study('1', ofAna, { contained: [patient('p')] })],
    ['of a patient with two pseudonyms', patient('1', identifier(ANA), identifier(BOR))],
    ['of a patient without one', patient('1')],
    ['that has no type that FHIR knows', { resourceType: '__proto__', subject: ofAna }],
  ])('%s', async (_, resource) => {
    expect(await ndjson(resource)).toMatchObject({ exitCode: 4, allowed: '' })
    expect(await bundle(resource)).toMatchObject({ exitCode: 4, allowed: expect.stringContaining('"entry":[]') })
  })

  test('that says two people, or refers to a name that two have', async () => {
    const two = study('1', { ...ofAna, reference: 'Patient/2' })
    expect(await bundle(two, patient('2', identifier(BOR)))).toMatchObject({ exitCode: 4 })
    const twice = [patient('2', identifier(ANA)), patient('2', identifier(BOR)), study('1', { reference: 'Patient/2' })]
    expect(await bundle(...twice)).toMatchObject({ json: { permitted: 1, denied: 2 } })
    expect(await bundle(study('1', { reference: 'Group/2' }), { resourceType: 'Group', id: '2' })).toMatchObject({
      exitCode: 4,
    })
  })

  test('but one that contains its own patient is about that patient', async () => {
    const own = study('1', { reference: '#p' }, { contained: [patient('p', identifier(ANA))] })
    expect(await ndjson(own)).toMatchObject({ exitCode: 0 })
    expect(await bundle(own)).toMatchObject({ exitCode: 0 })
  })
})

describe('a file is refused whole', () => {
  const good = JSON.stringify(patient('1', identifier(ANA)))
  test.each([
    ['fhir-ndjson', 'that is cut off', `${good}\n${good.slice(0, -5)}`, 'not-fhir'],
    ['fhir-ndjson', 'with a line that is no resource', `${good}\n[]\n`, 'not-fhir'],
    ['fhir-ndjson', 'with a line that has no type', `${good}\n{}\n`, 'not-fhir'],
    ['fhir-ndjson', 'with a zero byte', `${good}\n\0\n`, 'NUL'],
    ['fhir-ndjson', 'with a line of 20 MB', `{"a":"${'x'.repeat(20_000_000)}`, 'line-too-long'],
    [
      'fhir-ndjson',
      'that says two people in one member',
      `{"resourceType":"ImagingStudy","subject":{"identifier":{"system":"${SYSTEM}","value":"${BOR}","value":"${ANA}"}}}\n`,
      'duplicate-member',
    ],
    [
      'fhir-ndjson',
      'nested beyond reason',
      `{"resourceType":"Patient","a":${'['.repeat(5000)}${']'.repeat(5000)}}\n`,
      'not-fhir',
    ],
    ['fhir-bundle', 'that is no bundle', good, 'not-a-searchset-or-collection'],
    [
      'fhir-bundle',
      'that is a transaction',
      '{"resourceType":"Bundle","type":"transaction"}',
      'not-a-searchset-or-collection',
    ],
    [
      'fhir-bundle',
      'that is a document',
      '{"resourceType":"Bundle","type":"document"}',
      'not-a-searchset-or-collection',
    ],
    [
      'fhir-bundle',
      'whose entries are no list',
      '{"resourceType":"Bundle","type":"collection","entry":{}}',
      'not-fhir',
    ],
    [
      'fhir-bundle',
      'with an entry that is none',
      '{"resourceType":"Bundle","type":"collection","entry":[1]}',
      'not-fhir',
    ],
    ['fhir-bundle', 'that is cut off', '{"resourceType":"Bundle"', 'not-fhir'],
    ['fhir-bundle', 'of 65 MB', ' '.repeat(68_000_000), 'bundle-too-large'],
  ])('%s %s', async (format, _, text, code) => {
    expect(await checkedFhir(format, text)).toMatchObject({
      exitCode: 5,
      json: { refused: 'cohort-unreadable', code },
      allowed: null,
    })
  })

  test('that is not there', async () => {
    const node = await nodeOfAna()
    const files = ['--cohort', join(node.folder, 'nowhere'), '--out', join(node.folder, 'allowed')]
    for (const format of ['fhir-bundle', 'fhir-ndjson']) {
      const fhir = ['--cohort-format', format, '--identifier-system', SYSTEM]
      expect(await node.run('check WANTED', ...files, ...fhir)).toMatchObject({
        exitCode: 5,
        json: { refused: 'cohort-unreadable', code: 'ENOENT' },
      })
    }
  })

  test('without the system of its pseudonyms, or of a format that nobody knows, with exit code 2', async () => {
    const node = await nodeOfAna()
    const files = ['--cohort', join(node.folder, 'nowhere'), '--out', join(node.folder, 'allowed')]
    for (const format of ['fhir-bundle', 'fhir-ndjson', 'xml']) {
      expect((await node.run('check WANTED', ...files, '--cohort-format', format)).exitCode).toBe(2)
    }
  })
})
