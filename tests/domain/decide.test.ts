import { describe, expect, test } from 'vitest'
import { type DecisionOutcome, type DecisionRequest, decide, type Reason } from '#app/domain/consent/decide.ts'
import type { ConsentEvent } from '#app/domain/consent/events.ts'
import type { Provision } from '#app/domain/consent/provision.ts'
import { REQUEST } from '#tests/support/build.ts'
import {
  answeredUse,
  changedHerMind,
  choicesOf,
  daysLater,
  denying,
  objected,
  permitting,
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

const AT = new Date('2026-06-15T12:00:00Z')
const LUNG = { ...REQUEST, legal_basis: 'consent', programme: 'lung' } as const
const BY_ALTRUISM = { ...REQUEST, legal_basis: 'altruism', data_use: USE } as const

type Row = [sentence: string, record: ConsentEvent[], request: DecisionRequest, answer: 'permit' | Reason]

/** What a node that asks on 15 June 2026 is told about a person with this record. */
function answerTo(
  record: ConsentEvent[],
  request: DecisionRequest,
  { at = AT, superseded = new Set<string>() } = {},
): DecisionOutcome {
  return decide(recordOf(...record), request, { at, knownAt: at, superseded })
}

function expectAnswer({ outcome, reason }: DecisionOutcome, expected: 'permit' | Reason): void {
  if (expected === 'permit') expect(outcome).toBe('permit')
  else expect({ outcome, reason }).toEqual({ outcome: 'deny', reason: expected })
}

describe('consent to a programme', () => {
  test.each<Row>([
    ['is permitted to whom she said yes', [saidYes()], LUNG, 'permit'],
    ['is permitted again once she said yes again', [saidYes(), withdrew(), saidYes()], LUNG, 'permit'],
    [
      'is permitted after the explicit reversal of her objection',
      [saidYes(), objected(), reversedObjection()],
      LUNG,
      'permit',
    ],
    ['is nothing where she has not answered', [], LUNG, 'no-record'],
    ['is refused where she said no', [saidNo()], LUNG, 'refused'],
    ['is refused where she said no after a yes', [saidYes(), saidNo()], LUNG, 'refused'],
    ['is deferred where she said later', [saidLater()], LUNG, 'deferred'],
    ['is deferred where she said later after a yes', [saidYes(), saidLater()], LUNG, 'deferred'],
    ['is withdrawn where she stopped new uses', [saidYes(), withdrew({ tier: 'stop' })], LUNG, 'withdrawn'],
    ['is withdrawn where she asked for removal', [saidYes(), withdrew({ tier: 'remove' })], LUNG, 'withdrawn'],
    ['is withdrawn where she closed her account', [saidYes(), withdrew({ tier: 'close' })], LUNG, 'withdrawn'],
    [
      'stays withdrawn when somebody reaffirms what no longer stands',
      [saidYes(), withdrew(), reaffirmed(daysLater(9000))],
      LUNG,
      'withdrawn',
    ],
    ['is nothing once the claim was voided', [saidYes(), wasNotMe()], LUNG, 'no-record'],
    ['is objected to, whatever else she said', [saidYes(), objected()], LUNG, 'objected'],
    ['is objected to, even where a yes came after the objection', [objected(), saidYes()], LUNG, 'objected'],
    ['is objected to, even before she has answered', [objected()], LUNG, 'objected'],
    ['is objected to, rather than withdrawn', [saidYes(), withdrew(), objected()], LUNG, 'objected'],
    [
      'is objected to while one of two objections stands',
      [saidYes(), objected('SI'), objected('PT'), reversedObjection('SI')],
      LUNG,
      'objected',
    ],
    ['is still objected to after the claim was voided', [objected(), wasNotMe(), saidYes()], LUNG, 'objected'],
  ])('%s', (_, record, request, expected) => expectAnswer(answerTo(record, request), expected))

  test.each<Row>([
    ['to another programme answers nothing for this one', [saidYes({ programmeId: 'breast' })], LUNG, 'no-record'],
    [
      'to this programme survives a withdrawal from another',
      [saidYes(), saidYes({ programmeId: 'breast' }), withdrew({ programmeId: 'breast' })],
      LUNG,
      'permit',
    ],
    [
      'to another programme does not bring back this one',
      [saidYes(), withdrew(), saidYes({ programmeId: 'breast' })],
      LUNG,
      'withdrawn',
    ],
    ['is not altruism', [saidYes()], BY_ALTRUISM, 'no-record'],
    ['is not given by altruism', [prefers('include-me')], LUNG, 'no-record'],
    ['is not taken back by leaving altruism', [saidYes(), prefers('leave-me-out')], LUNG, 'permit'],
    [
      'to a programme with a name of JavaScript itself is nothing',
      [saidYes()],
      { ...LUNG, programme: 'constructor' },
      'no-record',
    ],
    [
      'is nothing on a basis that nobody knows',
      [saidYes(), prefers('include-me')],
      { ...LUNG, legal_basis: 'legitimate-interest' } as never,
      'outside-scope',
    ],
  ])('%s', (_, record, request, expected) => expectAnswer(answerTo(record, request), expected))

  test.each<[string, Partial<DecisionRequest>]>([
    ['a purpose she did not permit', { purpose: 'product-development' }],
    ['a purpose that nobody knows', { purpose: 'marketing' }],
    ['no purpose', { purpose: '' }],
    ['a recipient she did not permit', { recipient: 'company' }],
    ['a recipient that nobody knows', { recipient: 'data-broker' }],
    ['a region she did not permit', { region: 'adequate' }],
    ['a region that nobody knows', { region: 'the-moon' }],
    ['a country written small', { region: 'de' }],
    ['data she did not permit', { data: ['reports'] }],
    ['data of which she permitted a part', { data: ['imaging-ct', 'reports'] }],
    ['data that nobody knows', { data: ['genome'] }],
    ['data of which a part is known to nobody', { data: ['imaging-ct', 'genome'] }],
    ['no data', { data: [] }],
  ])('does not cover %s', (_, changes) => {
    expectAnswer(answerTo([saidYes()], { ...LUNG, ...changes } as DecisionRequest), 'outside-scope')
  })

  test('does not cover an unknown code even where the same unknown code was recorded', () => {
    const odd = permitting({
      purpose: ['marketing'],
      recipient: ['data-broker'],
      region: ['the-moon'],
      data: ['genome'],
    })
    const asked = { ...LUNG, purpose: 'marketing', recipient: 'data-broker', region: 'the-moon', data: ['genome'] }
    expectAnswer(answerTo([saidYes({ choices: choicesOf(odd) })], asked), 'outside-scope')
  })

  test('does not cover what only two permits together would', () => {
    const choices = choicesOf(
      permitting({ purpose: ['education'], recipient: ['company'] }),
      permitting({ purpose: ['ai-development'], recipient: ['public-research'] }),
    )
    expectAnswer(answerTo([saidYes({ choices })], { ...LUNG, recipient: 'company' }), 'outside-scope')
  })

  test('covers data of which each kind is covered by a permit of its own', () => {
    const choices = choicesOf(permitting({ data: ['imaging-ct'] }), permitting({ data: ['reports'] }))
    expectAnswer(answerTo([saidYes({ choices })], { ...LUNG, data: ['imaging-ct', 'reports'] }), 'permit')
  })

  test('is what she changed it to, and no longer what it was', () => {
    const changed = [saidYes(), changedHerMind({ choices: choicesOf(permitting({ recipient: ['non-profit'] })) })]
    expectAnswer(answerTo(changed, LUNG), 'outside-scope')
    expectAnswer(answerTo(changed, { ...LUNG, recipient: 'non-profit' }), 'permit')
  })

  test('covers nothing where she permitted nothing', () => {
    expectAnswer(answerTo([saidYes({ choices: choicesOf() })], LUNG), 'outside-scope')
  })
})

describe('the instant at which consent ends', () => {
  const expiresAt = new Date('2026-06-15T12:00:00.000Z')
  const record = [saidYes({ expiresAt })]

  test.each<[string, Date, 'permit' | Reason]>([
    ['one millisecond before, it is permitted', new Date(expiresAt.getTime() - 1), 'permit'],
    ['at the instant, it has expired', expiresAt, 'expired'],
    ['one millisecond after, it has expired', new Date(expiresAt.getTime() + 1), 'expired'],
  ])('%s', (_, at, expected) => expectAnswer(answerTo(record, LUNG, { at }), expected))

  test('is moved by reaffirming while the consent stands', () => {
    expectAnswer(answerTo([...record, reaffirmed(new Date('2030-01-01T00:00:00Z'))], LUNG), 'permit')
  })

  test.each([null, undefined, new Date(Number.NaN)])('is in the past where it is not known (%s)', (unknown) => {
    const event = { ...saidYes(), expiresAt: unknown } as unknown as ConsentEvent
    expectAnswer(answerTo([event], LUNG), 'expired')
  })
})

describe('a form that its authority took back', () => {
  const superseded = new Set(['lung-1'])

  test('no longer answers for anybody', () => {
    expectAnswer(answerTo([saidYes({ formId: 'lung-1' })], LUNG, { superseded }), 'form-superseded')
  })

  test('takes nothing from those who answered another', () => {
    expectAnswer(answerTo([saidYes({ formId: 'lung-2' })], LUNG, { superseded }), 'permit')
  })

  test('does not turn a refusal into anything else', () => {
    expectAnswer(answerTo([saidNo({ formId: 'lung-1' })], LUNG, { superseded }), 'refused')
  })
})

describe('altruism', () => {
  const later = new Date('2026-07-01T00:00:00Z')
  const using = (changes: Partial<typeof USE>): DecisionRequest => ({
    ...BY_ALTRUISM,
    data_use: { ...USE, ...changes },
  })

  test.each<Row>([
    ['permits a matching data use of those who said include me', [prefers('include-me')], BY_ALTRUISM, 'permit'],
    [
      'permits it of those who said ask me, and then yes',
      [prefers('ask-me'), answeredUse('yes')],
      BY_ALTRUISM,
      'permit',
    ],
    ['takes silence after ask me for a no', [prefers('ask-me')], BY_ALTRUISM, 'deferred'],
    [
      'takes a yes to one data use for that one alone',
      [prefers('ask-me'), answeredUse('yes', 'use-2')],
      BY_ALTRUISM,
      'deferred',
    ],
    ['does not use those who said ask me, and then no', [prefers('ask-me'), answeredUse('no')], BY_ALTRUISM, 'refused'],
    [
      'does not use those who said include me, but no to this one',
      [prefers('include-me'), answeredUse('no')],
      BY_ALTRUISM,
      'refused',
    ],
    [
      'does not use those who said yes, and then no',
      [prefers('ask-me'), answeredUse('yes'), answeredUse('no')],
      BY_ALTRUISM,
      'refused',
    ],
    ['does not use those who said leave me out', [prefers('leave-me-out')], BY_ALTRUISM, 'refused'],
    [
      'does not use those who said leave me out after a yes to this one',
      [prefers('ask-me'), answeredUse('yes'), prefers('leave-me-out')],
      BY_ALTRUISM,
      'refused',
    ],
    ['does not use those who never said anything', [], BY_ALTRUISM, 'no-record'],
    ['does not use those who object', [prefers('include-me'), objected()], BY_ALTRUISM, 'objected'],
    ['does not use those whose claim was voided', [prefers('include-me'), wasNotMe()], BY_ALTRUISM, 'no-record'],
    ['does not take an unknown wish for a yes', [prefers('perhaps' as never)], BY_ALTRUISM, 'refused'],
    [
      'does not take an unknown answer for a yes',
      [prefers('include-me'), answeredUse('perhaps' as never)],
      BY_ALTRUISM,
      'refused',
    ],
    ['is not brought about by consent to a programme', [saidYes(), answeredUse('yes')], BY_ALTRUISM, 'no-record'],
    [
      'covers nothing that she did not permit',
      [prefers('include-me', choicesOf(permitting({ recipient: ['company'] })))],
      BY_ALTRUISM,
      'outside-scope',
    ],
    ['covers nothing where she permitted nothing', [prefers('include-me', choicesOf())], BY_ALTRUISM, 'outside-scope'],
  ])('%s', (_, record, request, expected) => expectAnswer(answerTo(record, request), expected))

  test.each<[string, DecisionRequest]>([
    ['that does not exist', { ...BY_ALTRUISM, data_use: null }],
    ['that is a draft', using({ status: 'draft' })],
    ['that is suspended', using({ status: 'suspended' })],
    ['that has ended by decision', using({ status: 'ended' })],
    ['whose status is not known', using({ status: 'pending' as never })],
    ['that was approved for consent, not for altruism', using({ legalBasis: 'consent' })],
    ['that has not started', using({ startsAt: later })],
    ['that ended at this instant', using({ endsAt: AT })],
    ['that ended before', using({ endsAt: new Date('2026-06-01T00:00:00Z') })],
    ['for another purpose than it is approved for', using({ purpose: 'ai-validation' })],
    ['by another recipient than it is approved for', using({ recipient: 'non-profit' })],
    ['in another region than it is approved for', using({ region: 'DE' })],
    ['for more data than it is approved for', { ...BY_ALTRUISM, data: ['imaging-ct', 'reports'] }],
    ['for no data', { ...BY_ALTRUISM, data: [] }],
  ])('never covers a data use %s', (_, request) => {
    expectAnswer(answerTo([prefers('include-me')], request), 'outside-scope')
  })

  test('covers a data use from the instant it starts', () => {
    expectAnswer(answerTo([prefers('include-me')], using({ startsAt: AT })), 'permit')
  })
})

describe('where the recipient is established', () => {
  test.each<[string, string[], string, 'permit' | Reason]>([
    ['Germany is in the European Economic Area', ['eu-eea'], 'DE', 'permit'],
    ['Norway is in the European Economic Area', ['eu-eea'], 'NO', 'permit'],
    ['the United Kingdom is not in the European Economic Area', ['eu-eea'], 'GB', 'outside-scope'],
    ['the United Kingdom has an adequacy decision', ['adequate'], 'GB', 'permit'],
    ['Germany needs no adequacy decision, and has none', ['adequate'], 'DE', 'outside-scope'],
    ['Ukraine is not in the European Economic Area', ['eu-eea'], 'UA', 'outside-scope'],
    ['Ukraine has no adequacy decision', ['adequate'], 'UA', 'outside-scope'],
    ['Ukraine is permitted by its own name', ['eu-eea', 'UA'], 'UA', 'permit'],
    ['a permit for Germany is no permit for France', ['DE'], 'FR', 'outside-scope'],
    ['a permit for Germany is no permit for the whole Area', ['DE'], 'eu-eea', 'outside-scope'],
    ['a permit for the Area is none for everywhere adequate', ['eu-eea'], 'adequate', 'outside-scope'],
  ])('%s', (_, region, asked, expected) => {
    const record = [saidYes({ choices: choicesOf(permitting({ region })) })]
    expectAnswer(answerTo(record, { ...LUNG, region: asked }), expected)
  })
})

describe('a deny', () => {
  test.each<[string, Provision, 'permit' | Reason]>([
    ['of everything beats the permit', denying(), 'outside-scope'],
    ['of this purpose beats the permit', denying({ purpose: ['ai-development'] }), 'outside-scope'],
    ['of another purpose leaves the permit', denying({ purpose: ['education'] }), 'permit'],
    ['of this recipient beats the permit', denying({ recipient: ['public-research'] }), 'outside-scope'],
    ['of another recipient leaves the permit', denying({ recipient: ['company'] }), 'permit'],
    ['of this data beats the permit', denying({ data: ['imaging-ct'] }), 'outside-scope'],
    ['of other data leaves the permit', denying({ data: ['reports'] }), 'permit'],
    ['of one country beats a request for the group that it is in', denying({ region: ['DE'] }), 'outside-scope'],
    ['of a region apart leaves the permit', denying({ region: ['adequate'] }), 'permit'],
    ['of a purpose that nobody knows may mean this one', denying({ purpose: ['marketing'] }), 'outside-scope'],
    ['of a recipient that nobody knows may mean this one', denying({ recipient: ['data-broker'] }), 'outside-scope'],
    ['of a region that nobody knows may mean this one', denying({ region: ['the-moon'] }), 'outside-scope'],
    ['of data that nobody knows may mean this', denying({ data: ['genome'] }), 'outside-scope'],
    ['of today beats the permit', denying({ from: '2026-06-15', until: '2026-06-16' }), 'outside-scope'],
    ['that ended today leaves the permit', denying({ until: '2026-06-15' }), 'permit'],
    ['that begins tomorrow leaves the permit', denying({ from: '2026-06-16' }), 'permit'],
    [
      'of some scans beats a request that does not say which',
      denying({ acquired_until: '2020-01-01' }),
      'outside-scope',
    ],
    ['on a day that no calendar has may mean today', denying({ until: '2020-02-30' }), 'outside-scope'],
    [
      'with a member that nobody knows may mean this',
      { ...denying({ purpose: ['education'] }), unless: 'asked' } as Provision,
      'outside-scope',
    ],
    ['of another effect than permit or deny is a deny', { ...permitting(), effect: 'maybe' as never }, 'outside-scope'],
  ])('%s', (_, deny, expected) => {
    expectAnswer(answerTo([saidYes({ choices: choicesOf(permitting(), deny) })], LUNG), expected)
    expectAnswer(answerTo([saidYes({ choices: choicesOf(deny, permitting()) })], LUNG), expected)
  })

  test('of one kind of data denies the request that asks for it among others', () => {
    const choices = choicesOf(permitting({ data: ['imaging-ct', 'reports'] }), denying({ data: ['reports'] }))
    expectAnswer(answerTo([saidYes({ choices })], { ...LUNG, data: ['imaging-ct', 'reports'] }), 'outside-scope')
    expectAnswer(answerTo([saidYes({ choices })], { ...LUNG, data: ['imaging-ct'] }), 'permit')
  })
})

describe('a permit', () => {
  test.each<[string, Partial<Provision>]>([
    ['that begins tomorrow', { from: '2026-06-16' }],
    ['that ended today', { until: '2026-06-15' }],
    ['until a day that no calendar has', { until: '2026-13-45' }],
    ['until something that is no day', { until: 'always' }],
    ['with a time where a day should be', { until: '2030-01-01T00:00:00Z' }],
    ['without a period', { until: undefined as never }],
    ['whose purposes are no list', { purpose: 'ai-development' as never }],
    ['whose purposes are not all words', { purpose: ['ai-development', 7 as never] }],
    ['with a member that nobody knows', { only_if: 'asked' } as Partial<Provision>],
    ['without purposes', { purpose: [] }],
    ['without recipients', { recipient: [] }],
    ['without regions', { region: [] }],
    ['without data', { data: [] }],
  ])('%s permits nothing', (_, changes) => {
    expectAnswer(answerTo([saidYes({ choices: choicesOf(permitting(changes)) })], LUNG), 'outside-scope')
  })

  test('holds on its first and on its last day', () => {
    const choices = choicesOf(permitting({ from: '2026-06-15', until: '2026-06-16' }))
    expectAnswer(answerTo([saidYes({ choices })], LUNG), 'permit')
  })
})

describe('when the scans were made', () => {
  const madeBefore = [saidYes({ choices: choicesOf(permitting({ acquired_until: '2026-01-01' })) })]
  const madeSince = [saidYes({ choices: choicesOf(permitting({ acquired_from: '2026-01-01' })) })]
  const scans = (from: string, until: string): DecisionRequest => ({ ...LUNG, acquired: { from, until } })

  test.each<Row>([
    ['scans made before the day are covered', madeBefore, scans('2024-03-01', '2025-12-31'), 'permit'],
    ['a scan of that day is not covered', madeBefore, scans('2024-03-01', '2026-01-01'), 'outside-scope'],
    ['scans of which some came later are not covered', madeBefore, scans('2024-03-01', '2026-02-01'), 'outside-scope'],
    ['scans of which nobody says when are not covered', madeBefore, LUNG, 'outside-scope'],
    ['scans made since the day are covered', madeSince, scans('2026-01-01', '2026-02-01'), 'permit'],
    ['scans of which some came earlier are not covered', madeSince, scans('2025-12-31', '2026-02-01'), 'outside-scope'],
    [
      'a period that ends before it begins is not covered',
      madeBefore,
      scans('2025-12-31', '2024-01-01'),
      'outside-scope',
    ],
    ['a period that is no period is not covered', madeBefore, scans('', ''), 'outside-scope'],
    [
      'a period that is no period is not covered, wherever any would be',
      [saidYes()],
      scans('2025', '2026'),
      'outside-scope',
    ],
    ['all scans are covered where she did not say which', [saidYes()], scans('1999-01-01', '2026-06-14'), 'permit'],
  ])('%s', (_, record, request, expected) => expectAnswer(answerTo(record, request), expected))

  test.each<[string, string, string, 'permit' | Reason]>([
    ['touch a denied period are denied', '2025-12-31', '2026-02-01', 'outside-scope'],
    ['lie before a denied period are permitted', '2025-01-01', '2025-12-30', 'permit'],
    ['lie after a denied period are permitted', '2026-01-01', '2026-02-01', 'permit'],
  ])('scans that %s', (_, from, until, expected) => {
    const denied = denying({ acquired_from: '2025-12-31', acquired_until: '2026-01-01' })
    const record = [saidYes({ choices: choicesOf(permitting(), denied) })]
    expectAnswer(answerTo(record, scans(from, until)), expected)
  })
})

describe('the answer', () => {
  const three = choicesOf(
    permitting({ purpose: ['education'] }),
    permitting({ data: ['reports'] }),
    permitting({ data: ['imaging-ct'] }),
  )

  test('names the provision that permitted', () => {
    expect(answerTo([saidYes({ choices: three })], LUNG)).toEqual({
      outcome: 'permit',
      reason: 'permitted-by-consent',
      provision: 2,
    })
    expect(answerTo([prefers('include-me', three)], BY_ALTRUISM)).toEqual({
      outcome: 'permit',
      reason: 'permitted-by-altruism',
      provision: 2,
    })
  })

  test('names the provision of the first data asked for, where each had its own', () => {
    expect(answerTo([saidYes({ choices: three })], { ...LUNG, data: ['reports', 'imaging-ct'] }).provision).toBe(1)
  })

  test('names none where it is a no', () => {
    expect(answerTo([saidYes()], { ...LUNG, purpose: 'education' }).provision).toBeNull()
  })
})

describe('asked about another time', () => {
  const record = recordOf(saidYes(), withdrew(), saidYes())
  const known = daysLater(30)
  const then = (at: Date, knownAt: Date) => decide(record, LUNG, { at, knownAt })

  test('it answers as it was then', () => {
    expectAnswer(then(daysLater(-1), known), 'no-record')
    expectAnswer(then(daysLater(0), known), 'permit')
    expectAnswer(then(daysLater(1), known), 'withdrawn')
    expectAnswer(then(daysLater(2), known), 'permit')
  })

  test('it answers as the portal knew then', () => {
    expectAnswer(then(known, daysLater(0)), 'permit')
    expectAnswer(then(known, daysLater(1)), 'withdrawn')
    expectAnswer(then(known, new Date(daysLater(1).getTime() - 1)), 'permit')
  })

  test('a denial that was back-dated holds from its own day, for those who know of it', () => {
    const [yes, no] = recordOf(saidYes(), withdrew())
    if (!yes || !no) throw new Error('two events were recorded')
    const backdated = [{ ...yes }, { ...no, effectiveFrom: daysLater(0), recordedAt: daysLater(10) }]
    expectAnswer(decide(backdated, LUNG, { at: daysLater(5), knownAt: daysLater(9) }), 'permit')
    expectAnswer(decide(backdated, LUNG, { at: daysLater(5), knownAt: daysLater(10) }), 'withdrawn')
  })
})
