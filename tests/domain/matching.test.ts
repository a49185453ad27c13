import { describe, expect, test } from 'vitest'
import { matchOf } from '#app/domain/consent/altruism.ts'
import { type AltruismWishes, altruismChoices } from '#app/domain/consent/altruism-choices.ts'
import type { DataUseScope } from '#app/domain/consent/decide.ts'
import { decideStanding } from '#app/domain/consent/decide.ts'
import { ALTRUISM_MODES, type ConsentEvent } from '#app/domain/consent/events.ts'
import { changeOfWishes, type MatchingAxis, matching } from '#app/domain/consent/matching.ts'
import { standingFrom } from '#app/domain/consent/standing.ts'
import { SNAPSHOT } from '#tests/support/build.ts'
import {
  choicesOf,
  daysLater,
  denying,
  objected,
  permitting,
  prefers,
  recordOf,
  reversedObjection,
} from '#tests/support/record.ts'
import { seededDraw } from './support/seeded-draw.ts'

const AT = new Date('2026-06-15T12:00:00Z')

const wide: AltruismWishes = { mode: 'include-me', companies: true, reports: true }

function wishing(wishes: AltruismWishes): ConsentEvent {
  return { type: 'altruism-preferred', mode: wishes.mode, choices: altruismChoices(wishes), snapshot: SNAPSHOT }
}

function said(dataUseId: string, answer: 'yes' | 'no'): ConsentEvent {
  return { type: 'use-answered', dataUseId, answer, snapshot: SNAPSHOT }
}

function standing(...events: ConsentEvent[]) {
  return standingFrom(recordOf(...events), { at: daysLater(300), knownAt: daysLater(300) })
}

function aUse(changes: Partial<DataUseScope> = {}): DataUseScope {
  return {
    id: 'use',
    legalBasis: 'altruism',
    status: 'approved',
    purpose: 'ai-development',
    recipient: 'public-research',
    region: 'SI',
    data: ['imaging-ct'],
    startsAt: new Date('2026-01-01T00:00:00Z'),
    endsAt: new Date('2027-01-01T00:00:00Z'),
    ...changes,
  }
}

describe('why a project does not fit', () => {
  const narrow = { mode: 'include-me', companies: false, reports: false } as const

  test.each<[string, Partial<DataUseScope>, MatchingAxis[]]>([
    ['nothing speaks against it', {}, []],
    ['what it is for', { purpose: 'product-development' }, ['purpose']],
    ['who runs it', { recipient: 'company' }, ['recipient']],
    ['one of its data', { data: ['imaging-ct', 'reports'] }, ['data']],
    ['where it is', { region: 'UA' }, ['region']],
    ['two things', { recipient: 'company', region: 'US' }, ['recipient', 'region']],
  ])('%s', (_, changes, outside) => {
    const [met] = matching(standing(wishing(narrow)), [aUse(changes)], AT)
    expect([met?.outside, met?.match]).toEqual([outside, outside.length === 0 ? 'included' : 'no-match'])
  })

  test('the time, where wishes have one', () => {
    const over = prefers('include-me', choicesOf(permitting({ until: '2026-06-01' })))
    expect(matching(standing(over), [aUse()], AT)[0]?.outside).toEqual(['time'])
  })

  test('of several permits the closest tells', () => {
    const far = permitting({ purpose: ['education'], recipient: ['company'] })
    const near = permitting({ data: ['reports'] })
    expect(matching(standing(prefers('ask-me', choicesOf(far, near))), [aUse()], AT)[0]?.outside).toEqual(['data'])
  })

  test('something that is denied fits in nothing', () => {
    const denied = prefers('include-me', choicesOf(permitting(), denying({ data: ['imaging-ct'] })))
    expect(matching(standing(denied), [aUse()], AT)[0]?.outside).toHaveLength(5)
  })
})

test.each<[Partial<DataUseScope>, string]>([
  [{}, 'running'],
  [{ startsAt: new Date('2026-12-01T00:00:00Z') }, 'to-come'],
  [{ status: 'suspended' }, 'paused'],
  [{ status: 'ended' }, 'ended'],
  [{ endsAt: AT }, 'ended'],
  [{ status: 'suspended', endsAt: AT }, 'ended'],
])('a project with %o is %s', (changes, phase) => {
  expect(matching(standing(), [aUse(changes)], AT)[0]?.phase).toBe(phase)
})

describe('other wishes', () => {
  const uses = [
    aUse({ id: 'university' }),
    aUse({ id: 'company', recipient: 'company' }),
    aUse({ id: 'reports', data: ['reports'] }),
    aUse({ id: 'over', status: 'ended' }),
  ]
  const change = (events: ConsentEvent[], wishes: AltruismWishes) => {
    const asked = { mode: wishes.mode, choices: altruismChoices(wishes) }
    const { leaves, joins, asked: asks } = changeOfWishes(standing(...events), asked, { uses, at: AT })
    return [leaves, joins, asks].map((some) => some.map(({ id }) => id))
  }

  test.each<[string, ConsentEvent[], AltruismWishes, [string[], string[], string[]]]>([
    ['the first ones join', [], wide, [[], ['university', 'company', 'reports'], []]],
    ['narrower ones leave', [wishing(wide)], { ...wide, companies: false }, [['company'], [], []]],
    [
      'another narrowing swaps',
      [wishing({ ...wide, reports: false })],
      { ...wide, companies: false },
      [['company'], ['reports'], []],
    ],
    [
      'to be asked leaves, and asks',
      [wishing(wide)],
      { ...wide, mode: 'ask-me' },
      [['university', 'company', 'reports'], [], ['university', 'company', 'reports']],
    ],
    [
      'a yes stays one',
      [wishing(wide), said('company', 'yes')],
      { ...wide, mode: 'ask-me' },
      [['university', 'reports'], [], ['university', 'reports']],
    ],
    ['a no stays one', [said('company', 'no')], wide, [[], ['university', 'reports'], []]],
    [
      'left out leaves all',
      [wishing(wide)],
      { ...wide, mode: 'leave-me-out' },
      [['university', 'company', 'reports'], [], []],
    ],
    ['the same change nothing', [wishing(wide)], wide, [[], [], []]],
    ['nothing joins while an objection stands', [objected()], wide, [[], [], []]],
  ])('%s', (_, events, wishes, expected) => expect(change(events, wishes)).toEqual(expected))
})

test('no change of wishes, no answer to another project and no objection ever permits more than was said', () => {
  const draw = seededDraw(4)
  const one = <Value>(values: readonly Value[]) => values[draw(values.length)] as Value
  const anyWishes = (): AltruismWishes => ({
    mode: one(ALTRUISM_MODES),
    companies: draw(2) === 1,
    reports: draw(2) === 1,
  })
  const steps: (() => ConsentEvent)[] = [
    () => wishing(anyWishes()),
    () => said(one(['a', 'b']), one(['yes', 'no'])),
    () => objected(),
    () => reversedObjection(),
  ]
  for (let turn = 0; turn < 2000; turn++) {
    const events = Array.from({ length: 1 + draw(6) }, () => one(steps)())
    const use = aUse({
      id: one(['a', 'b']),
      recipient: one(['company', 'non-profit']),
      data: [one(['imaging-ct', 'reports'])],
    })
    const { legalBasis: _, status: __, ...request } = use
    const asked = { ...request, legal_basis: 'altruism', data_use: use } as const
    const stands = standing(...events)
    const permitted = decideStanding(stands, asked, { at: AT }).outcome === 'permit'
    expect(permitted).toBe(matchOf(stands, use, AT) === 'included')
    expect(permitted).toBe(saidYesTo(events, use))
  }
})

/** The same told without the rules: her last wishes, her last answer to this one, and no objection after its reversal. */
function saidYesTo(events: ConsentEvent[], use: DataUseScope): boolean {
  const wishes = events.findLast((event) => event.type === 'altruism-preferred')
  const answer = events.findLast((event) => event.type === 'use-answered' && event.dataUseId === use.id)
  const last = events.findLast((event) => event.type === 'objected' || event.type === 'objection-reversed')
  if (last?.type === 'objected' || wishes?.type !== 'altruism-preferred') return false
  const [permit] = wishes.choices.provisions
  const covers = permit?.recipient.includes(use.recipient) && use.data.every((data) => permit.data.includes(data))
  if (!covers) return false
  const saidToIt = answer?.type === 'use-answered' ? answer.answer : null
  return wishes.mode === 'include-me' ? saidToIt !== 'no' : wishes.mode === 'ask-me' && saidToIt === 'yes'
}
