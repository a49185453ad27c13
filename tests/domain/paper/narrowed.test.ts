import { describe, expect, test } from 'vitest'
import type { Choices } from '#app/domain/consent/choices.ts'
import { permittingProvision } from '#app/domain/consent/provision.ts'
import { standingFrom } from '#app/domain/consent/standing.ts'
import { entryOf } from '#app/domain/paper/entry.ts'
import { narrowed } from '#app/domain/paper/narrowed.ts'
import { aForm, REQUEST, SNAPSHOT } from '#tests/support/build.ts'
import { choicesOf, daysLater, denying, objected, permitting, recordOf, saidYes } from '#tests/support/record.ts'

const covers = ({ provisions }: Choices, request = REQUEST) =>
  permittingProvision(provisions, request, '2026-06-01') !== null

describe('a paper leaves of a yes', () => {
  const wide = choicesOf(permitting({ recipient: ['public-research', 'company'], region: ['eu-eea', 'UA'] }))

  test('what both permit, on every axis', () => {
    const paper = choicesOf(permitting({ recipient: ['public-research', 'non-profit'], region: ['DE', 'UA'] }))
    const left = narrowed(wide, paper)
    expect(covers(left, { ...REQUEST, region: 'DE' })).toBe(true)
    expect(covers(left, { ...REQUEST, region: 'UA' })).toBe(true)
    expect(covers(left, { ...REQUEST, region: 'FR' })).toBe(false)
    for (const recipient of ['company', 'non-profit']) {
      expect(covers(left, { ...REQUEST, region: 'DE', recipient })).toBe(false)
    }
  })

  test('nothing where they have nothing in common', () => {
    expect(narrowed(wide, choicesOf(permitting({ data: ['pathology'] }))).provisions).toEqual([])
    const until = choicesOf(permitting({ until: '2026-02-01' }))
    const from = choicesOf(permitting({ from: '2026-02-01' }))
    expect(narrowed(until, from).provisions).toEqual([])
  })

  test('every denial of either', () => {
    const left = narrowed(
      choicesOf(permitting(), denying({ purpose: ['education'] })),
      choicesOf(permitting(), denying()),
    )
    expect(left.provisions.filter(({ effect }) => effect === 'deny')).toHaveLength(2)
    expect(covers(left)).toBe(false)
  })

  test('no contact and nothing after death unless both say so', () => {
    const asks = { ...wide, recontact: true, after_death: 'go-on' as const }
    expect(narrowed(asks, wide)).toMatchObject({ recontact: false, after_death: 'stop' })
    expect(narrowed(asks, asks)).toMatchObject({ recontact: true, after_death: 'go-on' })
  })
})

describe('a paper that says yes to less than she said before', () => {
  const wide = choicesOf(permitting({ recipient: ['public-research', 'non-profit', 'company'] }))
  const content = {
    ...{ programmeId: 'lung', signedOn: '2026-01-03', snapshot: SNAPSHOT },
    says: { formId: 'lung-1', answers: { 'take-part': 'yes' } },
  }
  const form = aForm('lung')
  const entered = (
    { signedOn = '2026-01-03', wayIn = 'paper' as 'paper' | 'phone' } = {},
    record = recordOf(saidYes({ choices: wide, formId: 'lung-0' })),
  ) => {
    const at = daysLater(3)
    const circumstances = { form, wayIn, at }
    return entryOf(standingFrom(record, { at, knownAt: at }), { ...content, signedOn }, circumstances)
  }

  test('takes the rest away at once, on the version to which she said yes', () => {
    const decision = entered()
    expect(decision).toMatchObject({
      ok: true,
      event: { waits: true, event: { type: 'consent-changed', formId: 'lung-0' } },
    })
    const event = decision.ok ? decision.event.event : null
    const choices = event && 'choices' in event ? event.choices : wide
    expect(covers(choices)).toBe(true)
    expect(covers(choices, { ...REQUEST, recipient: 'company' })).toBe(false)
  })

  test('by phone takes it away and waits for nobody', () => {
    expect(entered({ wayIn: 'phone' })).toMatchObject({ ok: true, event: { waits: false } })
  })

  test('of the day on which she said yes here takes it away and adds nothing', () => {
    expect(entered({ signedOn: '2026-01-01' })).toMatchObject({ ok: true, event: { waits: false } })
  })

  test('changes nothing where nothing is less, and then waits', () => {
    const same = recordOf(saidYes({ choices: choicesOf(permitting()), expiresAt: daysLater(30) }))
    expect(entered({}, same)).toEqual({ ok: true, event: { event: null, waits: true } })
    expect(entered({ wayIn: 'phone' }, same)).toEqual({ ok: false, refusal: 'permit-needs-paper' })
  })

  test('is kept below an objection, and does not lift it', () => {
    const at = daysLater(3)
    const decision = entered({}, recordOf(saidYes({ choices: wide }), objected()))
    const event = decision.ok ? decision.event.event : null
    expect(event).not.toBeNull()
    const standing = standingFrom(recordOf(saidYes({ choices: wide }), objected(), ...(event ? [event] : [])), {
      at,
      knownAt: at,
    })
    expect(standing.objectedIn).toEqual(['SI'])
  })
})
