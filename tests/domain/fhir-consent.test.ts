import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PURPOSES } from '#app/domain/consent/codes.ts'
import type { Provision } from '#app/domain/consent/provision.ts'
import { consentTo, standingFrom } from '#app/domain/consent/standing.ts'
import { type FhirProvision, permitsOf } from '#app/domain/fhir/consent-provisions.ts'
import { type ConsentRecord, consentStatus, existsFor } from '#app/domain/fhir/consent-record.ts'
import { consentResource } from '#app/domain/fhir/consent-resource.ts'
import { fhirFaults } from '#tests/api/fhir-r4.ts'
import { CHOICES, PERMIT } from '#tests/support/build.ts'
import { recordOf, saidYes } from '#tests/support/record.ts'

const URL = 'https://accord.example.org'
const AT = new Date('2026-06-15T12:00:00Z')
const LIFE = { from: '2026-01-05', until: '2031-01-05' }
const DENY: Provision = { ...PERMIT, effect: 'deny', data: ['reports'] }

const GIVEN: ConsentRecord = {
  pseudonym: 'lj-4f9a2c7b1e8d3056',
  organisationId: '0b6f2f0e-6f0c-4a57-9c3e-0f3c1f1f7a11',
  authority: 'Demo authority',
  consent: consentGiven(),
  objectedAt: null,
  supersededAt: null,
}

function consentGiven() {
  const standing = standingFrom(recordOf(saidYes({ formId: 'lung-1' })), { at: AT, knownAt: AT })
  const consent = consentTo(standing, 'lung')
  if (!consent) throw new Error('she said yes')
  const moments = { decidedAt: new Date('2026-01-05T13:14:15.161Z'), expiresAt: new Date('2031-01-05T13:14:15.161Z') }
  return { ...consent, ...moments }
}

function mapped(...provisions: Provision[]): FhirProvision[] {
  return permitsOf(provisions, { url: URL, life: LIFE })
}

function resource(changes: Partial<ConsentRecord> = {}) {
  const record = { ...GIVEN, ...changes }
  const status = consentStatus(record, AT) ?? 'inactive'
  return consentResource(record, { id: 'a'.repeat(32), url: URL, status, at: AT })
}

describe('a consent exists', () => {
  const { consent } = GIVEN
  const past = new Date('2026-03-01T08:00:00Z')
  test.each([
    ['given', {}, 'active', ['node', 'auditor']],
    ['refused', { consent: { ...consent, state: 'refused', choices: null, expiresAt: null } }, 'rejected', ['auditor']],
    [
      'withdrawn',
      { consent: { ...consent, state: 'withdrawn', choices: null, expiresAt: null } },
      'inactive',
      ['auditor'],
    ],
    ['expired', { consent: { ...consent, expiresAt: past } }, 'inactive', ['auditor']],
    ['that ends this moment', { consent: { ...consent, expiresAt: AT } }, 'inactive', ['auditor']],
    ['without an end', { consent: { ...consent, expiresAt: null } }, 'inactive', ['auditor']],
    ['on a form that was taken back', { supersededAt: past }, 'inactive', ['auditor']],
    ['objected to', { objectedAt: past }, 'inactive', ['auditor']],
    [
      'that permits nothing',
      { consent: { ...consent, choices: { ...CHOICES, provisions: [DENY] } } },
      'inactive',
      ['auditor'],
    ],
    ['put off', { consent: { ...consent, state: 'deferred', choices: null } }, null, []],
  ] as const)('%s', (_, changes, status, audiences) => {
    const record = { ...GIVEN, ...changes } as ConsentRecord
    expect(consentStatus(record, AT)).toBe(status)
    expect((['node', 'auditor'] as const).filter((audience) => existsFor(audience, consentStatus(record, AT)))).toEqual(
      audiences,
    )
  })
})

describe('the resource', () => {
  test('is FHIR R4, and says days where it could say times', () => {
    expect(fhirFaults(resource())).toEqual([])
    expect(resource()).toMatchObject({ dateTime: '2026-01-05', meta: { lastUpdated: '2026-01-05T00:00:00Z' } })
    expect(JSON.stringify(resource())).not.toContain('13:14')
  })

  test('of what ended says when, and permits nothing even to who overlooks the status', () => {
    const ended = resource({ objectedAt: new Date('2026-03-01T08:00:00Z') })
    expect(ended).toMatchObject({ status: 'inactive', meta: { lastUpdated: '2026-03-01T00:00:00Z' } })
    expect(ended.provision).toEqual({ type: 'deny' })
  })
})

describe('a permit', () => {
  test('ends with the consent, on the last whole day', () => {
    expect(mapped(PERMIT)[0]?.period).toEqual({ start: '2026-01-05', end: '2031-01-04' })
    expect(mapped({ ...PERMIT, from: '2026-02-01', until: '2026-03-01' })[0]?.period).toEqual({
      start: '2026-02-01',
      end: '2026-02-28',
    })
    expect(mapped({ ...PERMIT, until: LIFE.from })).toEqual([])
  })

  test('for developing a model does not permit all health research', () => {
    expect(mapped({ ...PERMIT, purpose: ['ai-development'] })[0]?.purpose).toEqual([
      { system: `${URL}/codes/purpose`, code: 'ai-development' },
    ])
    const research = mapped({ ...PERMIT, purpose: ['scientific-research'] })[0]?.purpose
    expect(research?.map(({ code }) => code)).toEqual(['scientific-research', 'HRESCH'])
  })

  test('names kind and place of a recipient together', () => {
    const permit = { ...PERMIT, recipient: ['public-research', 'company'], region: ['eu-eea', 'UA'] }
    expect(mapped(permit)[0]?.actor?.map(({ reference }) => reference.identifier.value)).toEqual([
      'public-research@eu-eea',
      'public-research@UA',
      'company@eu-eea',
      'company@UA',
    ])
  })

  test('for scans and reports is one for each, so that no report about a scan slips through', () => {
    const permits = mapped({ ...PERMIT, data: ['imaging-ct', 'imaging-mr', 'reports'] })
    expect(
      permits.map((one) => [one.class?.[0]?.code, one.code?.map(({ coding }) => coding.map(({ code }) => code))]),
    ).toEqual([
      [
        'ImagingStudy',
        [
          ['imaging-ct', 'CT'],
          ['imaging-mr', 'MR'],
        ],
      ],
      ['DiagnosticReport', [['reports']]],
    ])
  })

  test('says when the data was acquired', () => {
    const permit = { ...PERMIT, acquired_from: null, acquired_until: '2026-01-01' }
    expect(mapped(permit)[0]?.dataPeriod).toEqual({ end: '2025-12-31' })
  })

  test.each([
    ['no purpose that is known', { purpose: ['marketing'] }],
    ['no recipient', { recipient: [] }],
    ['no region that is known', { region: ['everywhere'] }],
    ['no data', { data: [] }],
    ['a member that nobody knows', { only_if: 'asked' }],
    ['a day that does not exist', { until: '2026-02-30' }],
  ])('with %s permits nothing', (_, changes) => {
    expect(mapped({ ...PERMIT, ...changes })).toEqual([])
  })
})

describe('a denial', () => {
  test('stands in every permit, whatever the order', () => {
    const other = { ...PERMIT, data: ['pathology'] }
    for (const provisions of [
      [DENY, PERMIT, other],
      [PERMIT, other, DENY],
    ]) {
      const permits = mapped(...provisions)
      expect(permits).toHaveLength(2)
      for (const permit of permits) expect(permit.provision).toMatchObject([{ type: 'deny', code: [{}] }])
    }
  })

  test.each([
    ['of an unknown effect', { effect: 'forbid' }],
    ['with a member that nobody knows', { only_if: 'asked' }],
    ['of an axis that is no list', { purpose: 'all' }],
  ])('%s denies everything', (_, changes) => {
    expect(mapped(PERMIT, { ...DENY, ...changes } as unknown as Provision)[0]?.provision).toEqual([{ type: 'deny' }])
  })

  test('of something unknown beside something known denies everything on that axis', () => {
    const [permit] = mapped(PERMIT, { ...DENY, purpose: ['education', 'marketing'], recipient: ['insurer'] })
    expect(permit?.provision?.[0]).not.toHaveProperty('purpose')
    expect(permit?.provision?.[0]).not.toHaveProperty('actor')
  })
})

test('what is not understood never adds a permit', () => {
  const purposes = fc.subarray([...PURPOSES, 'marketing', 'HRESCH', '*'])
  const provision = fc.record({ purpose: purposes, effect: fc.constantFrom('permit', 'deny', 'allow') })
  fc.assert(
    fc.property(fc.array(provision, { maxLength: 5 }), (some) => {
      const provisions = some.map((one) => ({ ...PERMIT, ...one }) as Provision)
      const named = mapped(...provisions).flatMap(({ purpose }) => (purpose ?? []).map(({ code }) => code))
      const permitted = provisions.filter(({ effect }) => effect === 'permit').flatMap(({ purpose }) => purpose)
      const own = named.filter((code) => !['HRESCH', 'PUBHLTH', 'TRAIN'].includes(code))
      expect(own.every((code) => permitted.includes(code) && PURPOSES.some((known) => known === code))).toBe(true)
    }),
  )
})
