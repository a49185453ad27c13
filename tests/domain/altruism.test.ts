import { describe, expect, test } from 'vitest'
import { altruismPreference, answerToUse, matchOf, mayBeAnswered } from '#app/domain/consent/altruism.ts'
import type { ConsentEvent } from '#app/domain/consent/events.ts'
import { standingFrom } from '#app/domain/consent/standing.ts'
import { CHOICES, SNAPSHOT } from '#tests/support/build.ts'
import {
  answeredUse,
  choicesOf,
  daysLater,
  denying,
  objected,
  permitting,
  prefers,
  recordOf,
  saidYes,
  USE,
  wasNotMe,
} from '#tests/support/record.ts'

function standing(...events: ConsentEvent[]) {
  return standingFrom(recordOf(...events), { at: daysLater(100), knownAt: daysLater(100) })
}

describe('wishes', () => {
  test.each(['include-me', 'ask-me', 'leave-me-out'] as const)('are recorded as they are said: %s', (mode) => {
    const wish = { mode, choices: CHOICES, snapshot: SNAPSHOT }
    expect(altruismPreference(standing(), wish)).toEqual({ ok: true, event: { type: 'altruism-preferred', ...wish } })
  })

  test.each(['include-me', 'ask-me'] as const)('to %s are refused while an objection stands', (mode) => {
    const wish = { mode, choices: CHOICES, snapshot: SNAPSHOT }
    expect(altruismPreference(standing(objected()), wish)).toEqual({ ok: false, refusal: 'objection-stands' })
  })

  test('to be left out are recorded even while an objection stands', () => {
    const wish = { mode: 'leave-me-out', choices: CHOICES, snapshot: SNAPSHOT } as const
    expect(altruismPreference(standing(objected()), wish)).toMatchObject({ ok: true })
  })

  test('that stand already are not recorded again, however their members are written', () => {
    const [provision = permitting()] = CHOICES.provisions
    const turned = Object.fromEntries(Object.entries(provision).reverse()) as typeof provision
    const wish = { mode: 'ask-me', choices: choicesOf(turned), snapshot: SNAPSHOT } as const
    const stands = standing(prefers('ask-me'))
    expect(altruismPreference(stands, wish)).toEqual({ ok: false, refusal: 'wishes-already-stand' })
    expect(altruismPreference(stands, { ...wish, mode: 'include-me' }).ok).toBe(true)
    expect(altruismPreference(stands, { ...wish, choices: choicesOf(permitting({ data: [] })) }).ok).toBe(true)
  })
})

describe('the answer to one data use', () => {
  const answer = (events: ConsentEvent[], said: 'yes' | 'no') =>
    answerToUse(standing(...events), { dataUseId: USE.id, answer: said, snapshot: SNAPSHOT })

  test('a yes is recorded for those who have wishes', () => {
    const event = { type: 'use-answered', dataUseId: USE.id, answer: 'yes', snapshot: SNAPSHOT }
    expect(answer([prefers('ask-me')], 'yes')).toEqual({ ok: true, event })
  })

  test.each<[string, ConsentEvent[], string]>([
    ['while an objection stands', [prefers('ask-me'), objected()], 'objection-stands'],
    ['without any wishes', [], 'altruism-not-chosen'],
    ['on the strength of consent to a programme', [saidYes()], 'altruism-not-chosen'],
    ['once the claim was voided', [prefers('ask-me'), wasNotMe()], 'altruism-not-chosen'],
    ['that she has said already', [prefers('ask-me'), answeredUse('yes')], 'use-already-answered'],
  ])('a yes is refused %s', (_, events, refusal) => expect(answer(events, 'yes')).toEqual({ ok: false, refusal }))

  test.each<[string, ConsentEvent[]]>([
    ['while an objection stands', [prefers('ask-me'), objected()]],
    ['without any wishes', []],
  ])('a no is recorded %s', (_, events) => expect(answer(events, 'no')).toMatchObject({ ok: true }))
})

test.each([
  ['approved', true],
  ['suspended', true],
  ['draft', false],
  ['ended', false],
] as const)('a data use that is %s can be answered: %s', (status, can) => {
  expect(mayBeAnswered({ legalBasis: 'altruism', status })).toBe(can)
  expect(mayBeAnswered({ legalBasis: 'consent', status })).toBe(false)
})

describe('a data use meets her wishes', () => {
  const AT = new Date('2026-06-15T12:00:00Z')

  test.each<[string, ConsentEvent[], ReturnType<typeof matchOf>]>([
    ['include me: she is in it', [prefers('include-me')], 'included'],
    ['ask me: it asks her', [prefers('ask-me')], 'asks'],
    ['ask me, then yes: she is in it', [prefers('ask-me'), answeredUse('yes')], 'included'],
    ['ask me, then no: she declined', [prefers('ask-me'), answeredUse('no')], 'declined'],
    ['include me, but no to this one: she declined', [prefers('include-me'), answeredUse('no')], 'declined'],
    ['leave me out: it is not shown to her', [prefers('leave-me-out'), answeredUse('yes')], 'no-match'],
    ['an objection: it is not shown to her', [prefers('include-me'), objected()], 'no-match'],
    ['no wishes: it is not shown to her', [answeredUse('yes')], 'no-match'],
    ['a wish that nobody knows: she is not in it', [prefers('perhaps' as never)], 'declined'],
    ['wishes for something else', [prefers('ask-me', choicesOf(permitting({ data: ['reports'] })))], 'no-match'],
    [
      'wishes that deny it',
      [prefers('ask-me', choicesOf(permitting(), denying({ purpose: [USE.purpose] })))],
      'no-match',
    ],
  ])('%s', (_, events, match) => expect(matchOf(standing(...events), USE, AT)).toBe(match))
})
