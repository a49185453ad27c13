import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '#app/domain/consent/codes.ts'
import { type DataUseScope, type DecisionRequest, decide, decideStanding } from '#app/domain/consent/decide.ts'
import { ALTRUISM_MODES, type ConsentEvent, type RecordedEvent } from '#app/domain/consent/events.ts'
import type { Provision } from '#app/domain/consent/provision.ts'
import { NOTHING_RECORDED, type Standing, standingFrom } from '#app/domain/consent/standing.ts'
import { type FormFacts, justifiedClaim } from '#app/domain/token/justified-claim.ts'
import {
  answeredUse,
  changedHerMind,
  choicesOf,
  daysLater,
  denying,
  died,
  objected,
  prefers,
  reaffirmed,
  recordOf,
  reversedObjection,
  saidLater,
  saidNo,
  saidYes,
  USE,
  wasNotMe,
  withdrew,
} from '#tests/support/record.ts'

/** Small worlds, so that what is asked for often meets what was chosen. */

const PROGRAMMES = ['lung', 'breast']
const FORMS = ['form-1', 'form-2']
const REGIONS = ['eu-eea', 'adequate', 'DE', 'GB', 'UA']
const DAYS = ['2025-12-31', '2026-01-10', '2026-02-01', '2026-03-01']
const AT = daysLater(40)

const some = (codes: readonly string[]) => fc.subarray([...codes], { minLength: 1 })
const maybeDay = fc.option(fc.constantFrom(...DAYS), { nil: null, freq: 2 })

const permit: fc.Arbitrary<Provision> = fc.record({
  effect: fc.constant('permit' as const),
  purpose: some(PURPOSES),
  recipient: some(RECIPIENTS),
  region: some(REGIONS),
  data: some(DATA_CATEGORIES),
  from: maybeDay,
  until: maybeDay,
  acquired_from: maybeDay,
  acquired_until: maybeDay,
})

const deny: fc.Arbitrary<Provision> = fc.record({
  effect: fc.constant('deny' as const),
  purpose: fc.subarray([...PURPOSES]),
  recipient: fc.subarray([...RECIPIENTS]),
  region: fc.subarray(REGIONS),
  data: fc.subarray([...DATA_CATEGORIES]),
  from: maybeDay,
  until: maybeDay,
  acquired_from: maybeDay,
  acquired_until: maybeDay,
})

/** Everything that any purpose, recipient, region and data could ask for: makes permits frequent enough to matter. */
const generous = fc.constant<Provision>({
  ...denying(),
  effect: 'permit',
  purpose: [...PURPOSES],
  recipient: [...RECIPIENTS],
  region: REGIONS,
  data: [...DATA_CATEGORIES],
})

const choices = fc
  .array(fc.oneof({ arbitrary: generous, weight: 2 }, { arbitrary: permit, weight: 3 }, deny), { maxLength: 4 })
  .map((provisions) => choicesOf(...provisions))
const expiresAt = fc.constantFrom(daysLater(20), daysLater(40), daysLater(400), daysLater(4000))
const form = { programmeId: fc.constantFrom(...PROGRAMMES), formId: fc.constantFrom(...FORMS) }
const use = fc.constantFrom('use-1', 'use-2')
const country = fc.constantFrom('SI', 'PT')

const yes = fc.record({ ...form, choices, expiresAt })
const whichWidens = fc.oneof(
  yes.map(saidYes),
  yes.map(changedHerMind),
  fc.tuple(expiresAt, form.programmeId).map(([until, programme]) => reaffirmed(until, programme)),
  fc.tuple(fc.constantFrom(...ALTRUISM_MODES), choices).map(([mode, wishes]) => prefers(mode, wishes)),
  use.map((id) => answeredUse('yes', id)),
  country.map(reversedObjection),
)
const whichNarrows = fc.oneof(
  fc.record(form).map(saidNo),
  fc.record(form).map(saidLater),
  fc.record({ programmeId: form.programmeId, tier: fc.constantFrom('stop', 'remove', 'close') }).map(withdrew),
  choices.map((wishes) => prefers('leave-me-out', wishes)),
  use.map((id) => answeredUse('no', id)),
  country.map(objected),
  fc.constant(wasNotMe()),
  fc.constantFrom(...DAYS).map(died),
)
const event = fc.oneof({ arbitrary: whichWidens, weight: 3 }, whichNarrows)
const history = fc.array(event, { maxLength: 8 })

const dataUse: fc.Arbitrary<DataUseScope> = fc.record({
  id: use,
  legalBasis: fc.constant('altruism' as const),
  status: fc.constant('approved' as const),
  purpose: fc.constantFrom(...PURPOSES),
  recipient: fc.constantFrom(...RECIPIENTS),
  region: fc.constantFrom(...REGIONS),
  data: some(DATA_CATEGORIES),
  startsAt: fc.constant(USE.startsAt),
  endsAt: fc.constant(USE.endsAt),
})

const acquired = fc.option(
  fc
    .tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS))
    .map(([a, b]) => (a < b ? { from: a, until: b } : { from: b, until: a })),
  { nil: undefined },
)
const withAcquired = (
  request: DecisionRequest,
  period: { from: string; until: string } | undefined,
): DecisionRequest => (period ? { ...request, acquired: period } : request)
const byConsent = fc.record({
  legal_basis: fc.constant('consent' as const),
  programme: form.programmeId,
  purpose: fc.constantFrom(...PURPOSES),
  recipient: fc.constantFrom(...RECIPIENTS),
  region: fc.constantFrom(...REGIONS),
  data: some(DATA_CATEGORIES),
})
const byAltruism = dataUse.map((data_use): DecisionRequest => {
  const { purpose, recipient, region, data } = data_use
  return { legal_basis: 'altruism', data_use, purpose, recipient, region, data }
})
const request = fc
  .tuple(fc.oneof(byConsent, byAltruism), acquired)
  .map(([asked, period]) => withAcquired(asked, period))

function permits(events: readonly ConsentEvent[], asked: DecisionRequest, superseded = new Set<string>()): boolean {
  return decide(recordOf(...events), asked, { at: AT, knownAt: AT, superseded }).outcome === 'permit'
}

/** Holds for every case that permits, and meets enough of those to mean something. */
function holdsWheneverPermitted<Case>(
  cases: fc.Arbitrary<Case>,
  isPermitted: (one: Case) => boolean,
  check: (one: Case) => void,
): void {
  let permitted = 0
  fc.assert(
    fc.property(cases, (one) => {
      if (!isPermitted(one)) return
      permitted += 1
      check(one)
    }),
    { numRuns: 3000 },
  )
  expect(permitted).toBeGreaterThan(25)
}

describe('nothing that narrows ever adds a permit', () => {
  test('a no, a later, a withdrawal, an objection, leave me out, a no to one use, a voided claim, a death', () => {
    holdsWheneverPermitted(
      fc.tuple(history, whichNarrows, request),
      ([before, narrowing, asked]) => permits([...before, narrowing], asked),
      ([before, , asked]) => expect(permits(before, asked)).toBe(true),
    )
  })

  test('a withdrawal, a refusal, a voided claim and a later to its own version end what they are about', () => {
    fc.assert(
      fc.property(history, byConsent, (before, asked) => {
        const { programme: programmeId } = asked
        const laterToAll = FORMS.map((formId) => saidLater({ programmeId, formId }))
        for (const end of [[withdrew({ programmeId })], [saidNo({ programmeId })], laterToAll, [wasNotMe()]]) {
          expect(permits([...before, ...end], asked)).toBe(false)
        }
      }),
    )
  })

  test('a death that is taken back: what was permitted before it is permitted again, and nothing else', () => {
    const mistake: ConsentEvent = { type: 'death-taken-back' }
    fc.assert(
      fc.property(history, fc.constantFrom(...DAYS), request, (before, day, asked) => {
        const spared = before.filter(({ type }) => type !== 'death-reported')
        expect(permits([...before, died(day), mistake], asked)).toBe(permits(spared, asked))
      }),
    )
  })

  test('while an objection stands, nothing that follows permits anything', () => {
    const sincere = fc.array(
      event.filter(({ type }) => type !== 'objection-reversed'),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(history, country, sincere, request, (before, where, since, asked) => {
        expect(permits([...before, objected(where), ...since], asked)).toBe(false)
      }),
    )
  })

  test('a form that is taken back', () => {
    holdsWheneverPermitted(
      fc.tuple(history, request, fc.subarray(FORMS), fc.subarray(FORMS)),
      ([events, asked, some, more]) => permits(events, asked, new Set([...some, ...more])),
      ([events, asked, some]) => expect(permits(events, asked, new Set(some))).toBe(true),
    )
  })

  test('narrower provisions: codes taken out, a deny put in, a period cut, a permit dropped', () => {
    holdsWheneverPermitted(
      fc.tuple(history, request, narrowingOfProvisions()),
      ([events, asked, narrow]) => permits(withProvisions(events, narrow), asked),
      ([events, asked]) => expect(permits(events, asked)).toBe(true),
    )
  })

  test('an unknown value or member, wherever it stands in a record', () => {
    holdsWheneverPermitted(
      fc.tuple(history, request, somethingUnknown()),
      ([events, asked, garble]) => permits(withProvisions(events, garble), asked),
      ([events, asked]) => expect(permits(events, asked)).toBe(true),
    )
  })

  test('an event of a kind that this portal does not know yet', () => {
    const unknown = { type: 'consent-entrusted', programmeId: 'lung' } as unknown as ConsentEvent
    holdsWheneverPermitted(
      fc.tuple(history, history, request),
      ([before, after, asked]) => permits([...before, unknown, ...after], asked),
      ([before, after, asked]) => expect(permits([...before, wasNotMe(), ...after], asked)).toBe(true),
    )
  })

  test('an unknown member beside the choices, in an event or in what is asked', () => {
    const name = fc.constantFrom('unless', 'also', 'permit_all', 'until_revoked', '')
    holdsWheneverPermitted(
      fc.tuple(history, request, name, fc.jsonValue({ maxDepth: 1 })),
      ([events, asked, member, value]) => permits(saying(events, { [member]: value }), { ...asked, [member]: value }),
      ([events, asked]) => expect(permits(events, asked)).toBe(true),
    )
  })

  test('an unknown value in what is asked: nobody is permitted, not even by a record that names it too', () => {
    holdsWheneverPermitted(
      fc.tuple(history, request, unknownCode, fc.constantFrom('purpose', 'recipient', 'region', 'data')),
      ([events, asked]) => permits(events, asked),
      ([events, asked, value, axis]) => {
        const garble = <Scope extends { data: string[] }>(scope: Scope): Scope => {
          return { ...scope, [axis]: axis === 'data' ? [...scope.data, value] : value }
        }
        const naming = (provisions: Provision[]) =>
          provisions.map((one) => ({ ...one, [axis]: [...one[axis as 'data'], value] }))
        for (const record of [events, withProvisions(events, naming)]) {
          expect(permits(record, garble(asked))).toBe(false)
          if (asked.legal_basis !== 'altruism' || !asked.data_use) continue
          expect(permits(record, { ...garble(asked), data_use: garble(asked.data_use) })).toBe(false)
        }
      },
    )
  })

  test('an unknown basis, or a data use of which nobody knows what it is: nobody is permitted', () => {
    fc.assert(
      fc.property(history, byConsent, dataUse, unknownCode, (events, asked, use, value) => {
        const onOther = { ...asked, legal_basis: value } as unknown as DecisionRequest
        expect(permits(events, onOther)).toBe(false)
        for (const odd of [null, { ...use, status: value }, { ...use, legalBasis: value }]) {
          expect(permits(events, { ...use, legal_basis: 'altruism', data_use: odd as DataUseScope | null })).toBe(false)
        }
      }),
    )
  })
})

describe('the switches do not mix', () => {
  test('what happens in one programme changes nothing in another', () => {
    const elsewhere = history.map((events) =>
      events.filter((one) => 'programmeId' in one && one.programmeId === 'breast'),
    )
    const here = byConsent.map((asked) => ({ ...asked, programme: 'lung' }))
    fc.assert(
      fc.property(history, elsewhere, here, (events, others, asked) => {
        expect(permits([...events, ...others], asked)).toBe(permits(events, asked))
      }),
    )
  })

  test('altruism changes nothing for consent, nor consent for altruism', () => {
    const isAltruism = ({ type }: ConsentEvent) => type === 'altruism-preferred' || type === 'use-answered'
    fc.assert(
      fc.property(history, byConsent, byAltruism, (events, consent, altruism) => {
        expect(
          permits(
            events.filter((one) => !isAltruism(one)),
            consent,
          ),
        ).toBe(permits(events, consent))
        expect(
          permits(
            events.filter((one) => isAltruism(one) || !('programmeId' in one)),
            altruism,
          ),
        ).toBe(permits(events, altruism))
      }),
    )
  })

  test('a data use that was approved for consent is never permitted by altruism', () => {
    fc.assert(
      fc.property(history, dataUse, (events, use) => {
        const asked = { ...use, legal_basis: 'altruism', data_use: { ...use, legalBasis: 'consent' } } as const
        expect(permits(events, asked)).toBe(false)
      }),
    )
  })
})

test('a decision over a set is the conjunction over every member', () => {
  const onChoices = fc.tuple(
    fc.array(
      choices.map((wishes) => saidYes({ choices: wishes })),
      { minLength: 1, maxLength: 2 },
    ),
    byConsent,
  )
  let permitted = 0
  fc.assert(
    fc.property(onChoices, ([events, request]) => {
      const asked = { ...request, programme: 'lung' }
      const eachPermitted = asked.data.map((one) => permits(events, { ...asked, data: [one] }))
      if (permits(events, asked)) permitted += 1
      expect(permits(events, asked)).toBe(eachPermitted.every((answer) => answer))
    }),
    { numRuns: 3000 },
  )
  expect(permitted).toBeGreaterThan(100)
})

describe('a token justifies no more than a decision', () => {
  const forms = (superseded: Set<string>): FormFacts => ({
    versions: new Map(FORMS.map((id) => [id, '1'])),
    superseded,
  })

  test('a claim by consent is made only where some request would be permitted but for its scope', () => {
    fc.assert(
      fc.property(history, form.programmeId, fc.subarray(FORMS), (events, programme, takenBack) => {
        const standing = standingFrom(recordOf(...events), { at: AT, knownAt: AT })
        const claim = justifiedClaim(standing, { basis: 'consent', programme }, forms(new Set(takenBack)), AT)
        if (!claim) return
        const asked: DecisionRequest = {
          legal_basis: 'consent',
          programme,
          purpose: '',
          recipient: '',
          region: '',
          data: [],
        }
        expect(decideStanding(standing, asked, { at: AT, superseded: new Set(takenBack) }).reason).toBe('outside-scope')
      }),
    )
  })

  test('a claim by altruism is made exactly where the data use is permitted', () => {
    fc.assert(
      fc.property(history, dataUse, (events, use) => {
        const standing = standingFrom(recordOf(...events), { at: AT, knownAt: AT })
        const claim = justifiedClaim(standing, { basis: 'altruism', dataUse: use }, forms(new Set()), AT)
        const asked = { ...use, legal_basis: 'altruism', data_use: use } as const
        expect(claim !== null).toBe(decideStanding(standing, asked, { at: AT }).outcome === 'permit')
      }),
    )
  })

  test('a form version published since changes no claim', () => {
    fc.assert(
      fc.property(history, form.programmeId, (events, programme) => {
        const standing = standingFrom(recordOf(...events), { at: AT, knownAt: AT })
        const facts = forms(new Set())
        const published = { ...facts, versions: new Map([...facts.versions, ['form-3', '3']]) }
        const target = { basis: 'consent', programme } as const
        expect(justifiedClaim(standing, target, published, AT)).toEqual(justifiedClaim(standing, target, facts, AT))
      }),
    )
  })
})

describe('a decision is total', () => {
  const anything = fc.jsonValue({ maxDepth: 3 })
  const almostAProvision = fc
    .tuple(permit, fc.constantFrom(...Object.keys(denying()), 'another'), anything)
    .map(([provision, member, value]) => ({ ...provision, [member]: value }))
  const provisions = fc.oneof(anything, fc.array(fc.oneof(anything, almostAProvision), { maxLength: 4 }))
  const anyChoices = fc.oneof(
    anything,
    provisions.map((some) => ({ provisions: some })),
  )

  test('whatever stands where choices should stand, it answers', () => {
    fc.assert(
      fc.property(anyChoices, fc.oneof(anything, fc.constantFrom(...ALTRUISM_MODES)), request, (odd, mode, asked) => {
        const standing = standingWith(odd, mode)
        expect(['permit', 'deny']).toContain(decideStanding(standing, asked, { at: AT }).outcome)
      }),
      { numRuns: 3000 },
    )
  })

  test('whatever is asked for, it answers', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty'))
    const odd = fc.record({ purpose: text, recipient: text, region: text, data: fc.array(text), programme: text })
    fc.assert(
      fc.property(history, odd, (events, asked) => {
        const { outcome, reason } = decide(
          recordOf(...events),
          { legal_basis: 'consent', ...asked },
          { at: AT, knownAt: AT },
        )
        expect(outcome).toBe('deny')
        expect(reason).toBeTypeOf('string')
      }),
    )
  })
})

describe('the past does not change', () => {
  test('where a person stood at T, as the portal knew at K, is the same after anything recorded later', () => {
    fc.assert(
      fc.property(history, history, fc.nat(12), fc.nat(12), (before, later, t, k) => {
        const known = recordOf(...before, ...later)
        const at = daysLater(t)
        const knownAt = daysLater(Math.min(k, before.length - 1))
        expect(standingFrom(known, { at, knownAt })).toEqual(
          standingFrom(known.slice(0, before.length), { at, knownAt }),
        )
      }),
    )
  })

  test('nor after a denial that is back-dated before T', () => {
    fc.assert(
      fc.property(history, whichNarrows, fc.nat(12), (before, narrowing, t) => {
        const known = recordOf(...before)
        const knownAt = daysLater(before.length)
        const [late] = recordOf(narrowing)
        const backdated = {
          ...late,
          sequence: before.length + 1,
          recordedAt: daysLater(before.length + 1),
        } as RecordedEvent
        const at = daysLater(t)
        expect(standingFrom([...known, backdated], { at, knownAt })).toEqual(standingFrom(known, { at, knownAt }))
      }),
    )
  })

  test('the order in which rows arrive does not matter', () => {
    const shuffled = history.chain((events) => {
      const record = recordOf(...events)
      return fc.tuple(fc.constant(record), fc.shuffledSubarray(record, { minLength: record.length }))
    })
    fc.assert(
      fc.property(shuffled, ([record, rows]) => {
        expect(standingFrom(rows, { at: AT, knownAt: AT })).toEqual(standingFrom(record, { at: AT, knownAt: AT }))
      }),
    )
  })
})

/** A word that is in no list of codes, and no country. */
const unknownCode = fc.string().filter((text) => !isKnown(text))

function isKnown(text: string): boolean {
  const codes: readonly string[] = [...PURPOSES, ...RECIPIENTS, ...REGIONS, ...DATA_CATEGORIES]
  return codes.includes(text) || /^[A-Z]{2}$/.test(text)
}

/** The same events, each with these members too, and so its choices. */
function saying(events: readonly ConsentEvent[], members: object): ConsentEvent[] {
  return events.map((one) => ({
    ...one,
    ...members,
    ...('choices' in one && { choices: { ...one.choices, ...members } }),
  }))
}

function withProvisions(
  events: readonly ConsentEvent[],
  change: (provisions: Provision[]) => Provision[],
): ConsentEvent[] {
  return events.map((one) =>
    'choices' in one ? { ...one, choices: { ...one.choices, provisions: change(one.choices.provisions) } } : one,
  )
}

/** One way of saying less: applied to the permits, or a deny beside them. */
function narrowingOfProvisions(): fc.Arbitrary<(provisions: Provision[]) => Provision[]> {
  const axis = fc.constantFrom('purpose', 'recipient', 'region', 'data')
  const eachPermit = (change: (one: Provision) => Provision) => (provisions: Provision[]) =>
    provisions.map((one) => (one.effect === 'permit' ? change(one) : one))
  return fc.oneof(
    fc
      .tuple(axis, fc.nat(6))
      .map(([name, index]) => eachPermit((one) => ({ ...one, [name]: one[name].toSpliced(index, 1) }))),
    deny.map((one) => (provisions: Provision[]) => [...provisions, one]),
    deny.map((one) => (provisions: Provision[]) => [one, ...provisions]),
    fc
      .tuple(fc.constantFrom('from', 'acquired_from'), fc.constantFrom(...DAYS))
      .map(([name, day]) => eachPermit((one) => ({ ...one, [name]: later(one[name as 'from'], day) }))),
    fc
      .tuple(fc.constantFrom('until', 'acquired_until'), fc.constantFrom(...DAYS))
      .map(([name, day]) => eachPermit((one) => ({ ...one, [name]: earlier(one[name as 'until'], day) }))),
    fc
      .nat(3)
      .map(
        (index) => (provisions: Provision[]) =>
          provisions.filter((one, place) => one.effect === 'deny' || place !== index),
      ),
  )
}

function later(day: string | null, other: string): string {
  return day !== null && day > other ? day : other
}

function earlier(day: string | null, other: string): string {
  return day !== null && day < other ? day : other
}

/** One provision is no longer understood: a member too many, one too few, or a value of which nobody knows. */
function somethingUnknown(): fc.Arbitrary<(provisions: Provision[]) => Provision[]> {
  const member = fc.constantFrom(...(Object.keys(denying()) as (keyof Provision)[]))
  const one = (change: (provision: Provision) => object) => (index: number) => (provisions: Provision[]) =>
    provisions.map((provision, place) => (place === index ? (change(provision) as Provision) : provision))
  const garbles = fc.oneof(
    fc.constant(one((provision) => ({ ...provision, unless: 'asked' }))),
    member.map((name) => one((provision) => ({ ...provision, [name]: 7 }))),
    member.map((name) => one((provision) => ({ ...provision, [name]: undefined }))),
    fc
      .constantFrom('purpose', 'recipient', 'region', 'data')
      .map((axis) =>
        one((provision) => ({ ...provision, [axis]: provision[axis as 'data'].map(() => 'something-new') })),
      ),
    fc
      .constantFrom('from', 'until', 'acquired_from', 'acquired_until')
      .map((day) => one((provision) => ({ ...provision, [day]: '2026-02-30' }))),
  )
  return fc.tuple(garbles, fc.nat(2)).map(([garble, index]) => garble(index))
}

function standingWith(choices: unknown, mode: unknown): Standing {
  const odd = { choices, mode, eventId: 'event-1' }
  const consent = { programmeId: 'lung', state: 'given', formId: 'form-1', decidedAt: AT, expiresAt: daysLater(400) }
  return { ...NOTHING_RECORDED, consents: { lung: { ...consent, ...odd } }, altruism: odd } as unknown as Standing
}
