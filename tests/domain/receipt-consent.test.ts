import { describe, expect, test } from 'vitest'
import type { ConsentEvent } from '#app/domain/consent/events.ts'
import { standingFrom } from '#app/domain/consent/standing.ts'
import { receiptStatus, stillCounts } from '#app/domain/fhir/receipt-status.ts'
import {
  answeredUse,
  changedHerMind,
  objected,
  prefers,
  reaffirmed,
  recordOf,
  reversedObjection,
  saidLater,
  saidNo,
  saidYes,
  wasNotMe,
  withdrew,
} from '#tests/support/record.ts'

const AT = new Date('2026-06-15T12:00:00Z')

/** What the receipt of the first of these events is called, after all of them; or of the `nth`. */
function statusAfter(events: ConsentEvent[], { nth = 0, at = AT, superseded = [] as string[] } = {}) {
  const record = recordOf(...events)
  const event = record[nth]
  if (!event) throw new Error('there is no such event')
  const standing = standingFrom(record, { at: new Date('2040-01-01'), knownAt: new Date('2040-01-01') })
  const forms = { versions: new Map(), superseded: new Set(superseded) }
  return receiptStatus(event, stillCounts(event.id, event, { standing, forms, at }))
}

describe('the FHIR status of a receipt', () => {
  test('is active for a yes that counts', () => {
    expect(statusAfter([saidYes()])).toBe('active')
    expect(statusAfter([saidNo(), saidYes()], { nth: 1 })).toBe('active')
    expect(statusAfter([saidYes(), reaffirmed(new Date('2036-01-01'))], { nth: 1 })).toBe('active')
    expect(statusAfter([prefers('include-me')])).toBe('active')
    expect(statusAfter([prefers('ask-me'), answeredUse('yes')], { nth: 1 })).toBe('active')
  })

  test.each<[string, ConsentEvent[], string]>([
    ['a refusal', [saidNo()], 'rejected'],
    ['a refusal, whatever she says later', [saidNo(), saidYes()], 'rejected'],
    ['an objection', [objected()], 'rejected'],
    ['a wish to be left out', [prefers('leave-me-out')], 'rejected'],
    ['a no to a project', [prefers('ask-me'), answeredUse('no')].reverse(), 'rejected'],
    ['later', [saidLater()], 'proposed'],
    ['a wish to be asked', [prefers('ask-me')], 'proposed'],
    ['a withdrawal', [withdrew()], 'inactive'],
    ['a withdrawal, though she said yes again', [withdrew(), saidYes()], 'inactive'],
    ['a claim that was not hers', [wasNotMe()], 'inactive'],
    ['an objection taken back', [reversedObjection()], 'inactive'],
    ['a yes that was withdrawn', [saidYes(), withdrew()], 'inactive'],
    ['a yes that was changed since', [saidYes(), changedHerMind({})], 'inactive'],
    ['a yes that became a no', [saidYes(), saidNo()], 'inactive'],
    ['a yes by somebody else', [saidYes(), wasNotMe()], 'inactive'],
    ['a yes before an objection', [saidYes(), objected()], 'inactive'],
    ['a wish before an objection', [prefers('include-me'), objected()], 'inactive'],
    ['a wish that she changed', [prefers('include-me'), prefers('leave-me-out')], 'inactive'],
  ])('of %s', (_, events, status) => {
    expect(statusAfter(events)).toBe(status)
  })

  test('is inactive where the time is over, or the form was taken back', () => {
    expect(statusAfter([saidYes()], { at: new Date('2031-01-01T00:00:00Z') })).toBe('inactive')
    expect(statusAfter([saidYes()], { superseded: ['lung-1'] })).toBe('inactive')
  })
})
