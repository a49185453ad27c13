import { describe, expect, test } from 'vitest'
import type { ConsentEvent } from '#app/domain/consent/events.ts'
import { standingFrom } from '#app/domain/consent/standing.ts'
import { type FormFacts, justifiedClaim, type TokenTarget } from '#app/domain/token/justified-claim.ts'
import { CHOICES } from '#tests/support/build.ts'
import {
  answeredUse,
  choicesOf,
  daysLater,
  denying,
  objected,
  permitting,
  prefers,
  recordOf,
  saidLater,
  saidNo,
  saidYes,
  USE,
  wasNotMe,
  withdrew,
} from '#tests/support/record.ts'

const AT = new Date('2026-06-15T12:00:00Z')
const FORMS: FormFacts = { versions: new Map([['lung-1', '1']]), superseded: new Set() }
const LUNG: TokenTarget = { basis: 'consent', programme: 'lung' }
const BY_ALTRUISM: TokenTarget = { basis: 'altruism', dataUse: USE }

function justified(events: ConsentEvent[], target: TokenTarget, forms = FORMS) {
  return justifiedClaim(standingFrom(recordOf(...events), { at: AT, knownAt: AT }), target, forms, AT)
}

describe('a consent token is justified', () => {
  test('by a yes to its programme, on the form that was answered, until the consent ends', () => {
    expect(justified([saidYes()], LUNG)).toEqual({
      claim: {
        basis: 'consent',
        programme: 'lung',
        form: { id: 'lung-1', version: '1' },
        provisions: CHOICES.provisions,
        recontact: false,
        incidental_findings: 'no',
      },
      expiresAt: new Date('2031-01-01T00:00:00Z'),
    })
  })

  test('by altruism for a data use that includes her, until the data use ends', () => {
    const found = justified([prefers('include-me')], BY_ALTRUISM)
    expect(found?.claim).toMatchObject({ basis: 'altruism', data_use: 'use-1', form: { id: 'altruism-preferences' } })
    expect(found?.expiresAt).toEqual(USE.endsAt)
  })

  test('by a yes to a data use that asked her', () => {
    expect(justified([prefers('ask-me'), answeredUse('yes')], BY_ALTRUISM)).not.toBeNull()
  })
})

describe('no consent token is justified', () => {
  test.each<[string, ConsentEvent[]]>([
    ['for those who have not answered', []],
    ['after a no', [saidYes(), saidNo()]],
    ['after a later', [saidYes(), saidLater()]],
    ['after a withdrawal', [saidYes(), withdrew()]],
    ['while an objection stands', [saidYes(), objected()]],
    ['once the claim was voided', [saidYes(), wasNotMe()]],
    ['by a yes to another programme', [saidYes({ programmeId: 'breast' })]],
    ['by altruism', [prefers('include-me'), answeredUse('yes')]],
    ['at the instant the consent ends', [saidYes({ expiresAt: AT })]],
    ['where the end of the consent is not known', [saidYes({ expiresAt: new Date(Number.NaN) })]],
    ['where nothing was permitted', [saidYes({ choices: choicesOf() })]],
    ['where everything was denied', [saidYes({ choices: choicesOf(denying()) })]],
    ['by choices that are not understood', [saidYes({ choices: choicesOf(null as never, 7 as never) })]],
  ])('%s', (_, events) => expect(justified(events, LUNG)).toBeNull())

  test('on a form that its authority took back', () => {
    expect(justified([saidYes()], LUNG, { ...FORMS, superseded: new Set(['lung-1']) })).toBeNull()
  })

  test('for a programme with a name of JavaScript itself', () => {
    expect(justified([saidYes()], { basis: 'consent', programme: 'constructor' })).toBeNull()
  })
})

describe('no token by altruism is justified', () => {
  test.each<[string, ConsentEvent[]]>([
    ['for those without wishes', []],
    ['by consent to a programme', [saidYes()]],
    ['by silence after ask me', [prefers('ask-me')]],
    ['by a yes to another data use', [prefers('ask-me'), answeredUse('yes', 'use-2')]],
    ['after a no to this one', [prefers('include-me'), answeredUse('no')]],
    ['for those who said leave me out', [prefers('leave-me-out'), answeredUse('yes')]],
    ['by a wish that nobody knows', [prefers('perhaps' as never)]],
    ['while an objection stands', [prefers('include-me'), objected()]],
    ['once the claim was voided', [prefers('include-me'), wasNotMe()]],
    ['by wishes for something else', [prefers('include-me', choicesOf(permitting({ recipient: ['company'] })))]],
    ['by wishes that deny it', [prefers('include-me', choicesOf(permitting(), denying()))]],
  ])('%s', (_, events) => expect(justified(events, BY_ALTRUISM)).toBeNull())

  test.each<[string, Partial<typeof USE>]>([
    ['is a draft', { status: 'draft' }],
    ['is suspended', { status: 'suspended' }],
    ['has ended by decision', { status: 'ended' }],
    ['was approved for consent', { legalBasis: 'consent' }],
    ['has not started', { startsAt: daysLater(300) }],
    ['ends at this instant', { endsAt: AT }],
    ['ends at no known instant', { endsAt: new Date(Number.NaN) }],
    ['asks for more than she permitted', { data: ['imaging-ct', 'reports'] }],
    ['asks for no data', { data: [] }],
  ])('for a data use that %s', (_, changes) => {
    expect(justified([prefers('include-me')], { basis: 'altruism', dataUse: { ...USE, ...changes } })).toBeNull()
  })
})
