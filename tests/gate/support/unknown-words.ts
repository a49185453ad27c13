import fc from 'fast-check'
import type { GateRequest } from '#gate/covering-provision.ts'
import type { Json } from '#gate/selftest/good-case.ts'

/** A consent as a token says it, and what is asked of it. */
export type Asked = { consent: Json & { provisions: Json[] }; request: GateRequest }

/** Something in it is no longer what anybody understands: a member, a code, a day, a kind of provision. */
export function withUnknownWord(): fc.Arbitrary<(asked: Asked) => Asked> {
  return fc.oneof(
    { weight: 5, arbitrary: inOneProvision() },
    { weight: 1, arbitrary: besideTheProvisions() },
    { weight: 1, arbitrary: inTheConsent() },
    { weight: 2, arbitrary: inTheRequest() },
  )
}

const AXES = ['purpose', 'recipient', 'region', 'data'] as const
const DAYS = ['from', 'until', 'acquired_from', 'acquired_until'] as const
const code = () => fc.constantFrom('something-new', '', 'eu-EEA', 'Imaging-CT', 'all', '*', '__proto__', 'constructor')
const noDay = () => fc.constantFrom('2026-02-30', '2026-9-15', '20260915', 'always', '', 7, true, {}, [])
const member = () => fc.constantFrom('unless', 'conditions', 'effect2', '', '__proto__')

function inOneProvision() {
  const change = fc.oneof(
    member().map((name) => (one: Json) => withMember(one, name, ['asked'])),
    fc.constantFrom(...AXES, ...DAYS, 'effect').map((name) => (one: Json) => omitted(one, name)),
    fc.tuple(fc.constantFrom(...AXES), code()).map(([axis, word]) => (one: Json) => ({ ...one, [axis]: [word] })),
    fc.tuple(fc.constantFrom(...AXES), code()).map(([axis, word]) => (one: Json) => {
      return { ...one, [axis]: [...(one[axis] as string[]), word] }
    }),
    fc.constantFrom(...AXES).map((axis) => (one: Json) => ({ ...one, [axis]: (one[axis] as string[])[0] ?? 'all' })),
    fc.tuple(fc.constantFrom(...DAYS), noDay()).map(([name, value]) => (one: Json) => ({ ...one, [name]: value })),
    fc.constantFrom('allow', 'PERMIT', 'permit ', null, true).map((effect) => (one: Json) => ({ ...one, effect })),
    fc.constantFrom(null, 'permit', 7, []).map((odd) => () => odd as unknown as Json),
  )
  return fc.tuple(fc.nat(3), change).map(
    ([index, changed]) =>
      (asked: Asked): Asked =>
        withProvisions(asked, (provisions) => provisions.map((one, place) => (place === index ? changed(one) : one))),
  )
}

function besideTheProvisions() {
  const wide = { purpose: [], recipient: [], region: [], data: [], from: null, until: null }
  const more = fc.constantFrom<unknown>(null, {}, [], 'permit', { effect: 'allow' }, { effect: 'permit' }, wide, {
    ...wide,
    effect: 'permit',
  })
  return fc.tuple(more, fc.boolean()).map(
    ([one, first]) =>
      (asked: Asked): Asked =>
        withProvisions(asked, (provisions) => (first ? [one as Json, ...provisions] : [...provisions, one as Json])),
  )
}

function inTheConsent() {
  const change = fc.oneof(
    member().map((name) => (consent: Json) => withMember(consent, name, true)),
    fc.constantFrom('contract', '', null, 'Consent').map((basis) => (consent: Json) => ({ ...consent, basis })),
    fc.constantFrom('*', '', null, ['lung']).map((programme) => (consent: Json) => ({ ...consent, programme })),
  )
  return change.map(
    (changed) =>
      (asked: Asked): Asked => ({ ...asked, consent: changed(asked.consent) as Asked['consent'] }),
  )
}

function inTheRequest() {
  const change = fc.oneof(
    fc.tuple(fc.constantFrom('purpose', 'recipient', 'region'), code()).map(([axis, word]) => ({ [axis]: word })),
    code().map((word) => ({ data: [word] })),
    member().map((name) => ({ [`${name}x`]: true })),
    fc.constantFrom('*', 'breast', '').map((programme) => ({ programme })),
    fc.constantFrom('contract', '', 'CONSENT').map((legal_basis) => ({ legal_basis })),
    fc
      .constantFrom(['2026-02-30', '2026-03-01'], ['2026-09-16', '2026-09-15'], ['always', 'always'], ['', ''])
      .map(([from, until]) => ({ acquired: { from, until } })),
  )
  return change.map(
    (changed) =>
      ({ consent, request }: Asked): Asked => ({ consent, request: { ...request, ...changed } as GateRequest }),
  )
}

function withProvisions(asked: Asked, change: (provisions: Json[]) => Json[]): Asked {
  return { ...asked, consent: { ...asked.consent, provisions: change(asked.consent.provisions) } }
}

/** As JSON brings it: `__proto__` is a member like any other. */
function withMember(value: Json, name: string, is: unknown): Json {
  return JSON.parse(JSON.stringify(value).replace(/^\{/, `{${JSON.stringify(name)}:${JSON.stringify(is)},`))
}

function omitted(value: Json, name: string): Json {
  return Object.fromEntries(Object.entries(value).filter(([member]) => member !== name))
}
