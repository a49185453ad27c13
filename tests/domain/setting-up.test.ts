import { describe, expect, test } from 'vitest'
import { type WrittenKey, writtenKeysRefusal } from '#app/domain/access/registered-key.ts'
import { type HospitalAsked, hospitalSetting, type KnownHospitals } from '#app/domain/operation/hospital-setting.ts'
import { programmeSetting } from '#app/domain/operation/programme-setting.ts'

const EC: WrittenKey = { kty: 'EC', crv: 'P-384', x: 'x', y: 'y', kid: 'one' }

describe('a key that a hospital sends', () => {
  test.each<[string | null, WrittenKey[]]>([
    [null, [EC, { kty: 'RSA', n: 'n', e: 'AQAB', kid: 'two', alg: 'RS384', use: 'sig' }]],
    ['keys-missing', []],
    ['key-is-private', [{ ...EC, d: 'secret' }]],
    ['key-is-private', [{ kty: 'RSA', n: 'n', e: 'AQAB', kid: 'one', p: 'secret' }]],
    ['key-is-private', [{ kty: 'oct', k: 'secret', kid: 'one' }]],
    ['key-is-private', [EC, { ...EC, kid: undefined, d: 'secret' }]],
    ['key-without-name', [{ ...EC, kid: undefined }]],
    ['key-names-repeated', [EC, { ...EC, x: 'another' }]],
    ['key-type-not-allowed', [{ ...EC, crv: 'P-256' }]],
    ['key-type-not-allowed', [{ kty: 'OKP', crv: 'Ed25519', x: 'x', kid: 'one' }]],
    ['key-type-not-allowed', [{ ...EC, kty: 'toString' }]],
    ['key-algorithm-wrong', [{ ...EC, alg: 'RS384' }]],
    ['key-algorithm-wrong', [{ ...EC, use: 'enc' }]],
  ])('%s: %j', (refusal, keys) => {
    expect(writtenKeysRefusal(keys)).toBe(refusal)
  })
})

describe('a hospital that is set up', () => {
  const node = { clientId: 'node-a', programmes: ['lung'], scopes: ['system/Consent.rs'], thumbprints: ['key-a'] }
  const asked: HospitalAsked = { hospital: 'a', name: 'Hospital A', country: 'SI', nodes: [node] }
  const empty: KnownHospitals = { hospital: null, otherNames: [], nodes: [], programmes: ['lung', 'breast'] }
  const there: KnownHospitals = {
    ...empty,
    hospital: { name: 'Hospital A', country: 'SI' },
    nodes: [{ ...node, hospital: 'a', isDecommissioned: false }],
  }
  const settle = (changes: Partial<HospitalAsked> = {}, known = there, renamed = false) =>
    hospitalSetting({ ...asked, ...changes }, known, { renamed })
  const withNode = (changes: Partial<typeof node>) => ({ nodes: [{ ...node, ...changes }] })

  test('is added with its node, and once', () => {
    expect(settle({}, empty)).toMatchObject({ event: { added: true, nodes: [{ added: true }] } })
    expect(settle()).toMatchObject({ event: { added: false, changed: [], nodes: [{ added: false, changed: [] }] } })
  })

  test('has its node’s keys replaced, and another programme joined', () => {
    const changes = withNode({ thumbprints: ['key-b'], programmes: ['lung', 'breast'] })
    expect(settle(changes)).toMatchObject({ event: { nodes: [{ changed: ['keys', 'programmes'] }] } })
  })

  test('is renamed only where that is said', () => {
    expect(settle({ name: 'Hospital B' })).toMatchObject({ refusal: 'hospital-is-another' })
    expect(settle({ name: 'Hospital B' }, there, true)).toMatchObject({ event: { changed: ['name'] } })
  })

  const elsewhere = { ...there, nodes: there.nodes.map((one) => ({ ...one, hospital: 'b' })) }
  test.each<[string, Partial<HospitalAsked>, KnownHospitals]>([
    ['hospital-is-another', { country: 'PT' }, there],
    ['hospital-name-taken', {}, { ...empty, otherNames: ['Hospital A'] }],
    ['client-id-taken', withNode({ thumbprints: ['key-b'] }), elsewhere],
    ['key-elsewhere', withNode({ clientId: 'node-b' }), there],
    ['key-elsewhere', { nodes: [node, { ...node, clientId: 'node-b' }] }, empty],
    ['node-is-decommissioned', {}, { ...there, nodes: there.nodes.map((one) => ({ ...one, isDecommissioned: true })) }],
    ['node-without-programme', withNode({ programmes: [] }), empty],
    ['programme-not-found', withNode({ programmes: ['lungs'] }), empty],
    ['programme-not-left', withNode({ programmes: ['breast'] }), there],
    ['audit-is-for-auditors', withNode({ scopes: ['system/Consent.rs', 'system/Consent.audit'] }), empty],
    ['audit-is-for-auditors', withNode({ scopes: ['system/Consent.audit'] }), empty],
  ])('is refused with %s: %j', (refusal, changes, known) => {
    expect(settle(changes, known)).toEqual({ ok: false, refusal })
  })
})

describe('a programme that is set up', () => {
  const facts = { authority: 'An authority', names: { en: 'Lung', sl: 'Pljuča' }, countries: ['SI'] }
  const settle = (asked = facts, before: typeof facts | null = facts, renamed = false) =>
    programmeSetting(asked, before, { otherNames: ['Breast'], renamed })

  test('is added, and changed where it differs, in whatever order its members stand', () => {
    expect(settle(facts, null)).toEqual({ ok: true, event: { added: true, changed: [] } })
    expect(settle({ ...facts, names: { sl: 'Pljuča', en: 'Lung' } })).toMatchObject({ event: { changed: [] } })
    expect(settle({ ...facts, countries: ['SI', 'PT'] })).toMatchObject({ event: { changed: ['countries'] } })
  })

  test('is handed to another authority only where that is said, and takes nobody’s name', () => {
    expect(settle({ ...facts, authority: 'Another' })).toEqual({ ok: false, refusal: 'programme-is-another' })
    expect(settle({ ...facts, authority: 'Another' }, facts, true)).toMatchObject({ event: { changed: ['authority'] } })
    expect(settle({ ...facts, names: { ...facts.names, en: 'Breast' } })).toEqual({
      ok: false,
      refusal: 'programme-name-taken',
    })
  })
})
