import { describe, expect, test } from 'vitest'
import type { ConsentEvent } from '#app/domain/consent/events.ts'
import { objection, objectionReversal } from '#app/domain/consent/objection.ts'
import { standingFrom } from '#app/domain/consent/standing.ts'
import { SNAPSHOT } from '#tests/support/build.ts'
import { daysLater, objected, recordOf, reversedObjection, saidYes, wasNotMe, withdrew } from '#tests/support/record.ts'

const IN_SLOVENIA = { country: 'SI', snapshot: SNAPSHOT }

function standing(...events: ConsentEvent[]) {
  return standingFrom(recordOf(...events), { at: daysLater(100), knownAt: daysLater(100) })
}

describe('an objection', () => {
  test.each<[string, ConsentEvent[]]>([
    ['before anything is answered', []],
    ['after a yes', [saidYes()]],
    ['after a withdrawal', [saidYes(), withdrew()]],
    ['in a second country', [objected('PT')]],
    ['again, after its reversal', [objected('SI'), reversedObjection('SI')]],
  ])('is recorded %s', (_, events) => {
    expect(objection(standing(...events), IN_SLOVENIA)).toEqual({
      ok: true,
      event: { type: 'objected', ...IN_SLOVENIA },
    })
  })

  test('stands once in a country', () => {
    expect(objection(standing(objected('SI')), IN_SLOVENIA)).toEqual({ ok: false, refusal: 'objection-already-stands' })
  })
})

describe('the reversal of an objection', () => {
  test('is recorded while it stands, even after a voided claim', () => {
    const event = { type: 'objection-reversed', ...IN_SLOVENIA }
    expect(objectionReversal(standing(objected('SI')), IN_SLOVENIA)).toEqual({ ok: true, event })
    expect(objectionReversal(standing(objected('SI'), wasNotMe()), IN_SLOVENIA)).toEqual({ ok: true, event })
  })

  test.each<[string, ConsentEvent[]]>([
    ['was never made', []],
    ['was made in another country', [objected('PT')]],
    ['was reversed before', [objected('SI'), reversedObjection('SI')]],
  ])('is refused where the objection %s', (_, events) => {
    expect(objectionReversal(standing(...events), IN_SLOVENIA)).toEqual({ ok: false, refusal: 'objection-not-found' })
  })
})
