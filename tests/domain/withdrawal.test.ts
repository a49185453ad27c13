import { describe, expect, test } from 'vitest'
import { type ConsentEvent, WITHDRAWAL_TIERS } from '#app/domain/consent/events.ts'
import { standingFrom } from '#app/domain/consent/standing.ts'
import { withdrawal } from '#app/domain/consent/withdrawal.ts'
import { SNAPSHOT } from '#tests/support/build.ts'
import { daysLater, objected, recordOf, saidLater, saidNo, saidYes, wasNotMe, withdrew } from '#tests/support/record.ts'

function withdrawing(
  events: ConsentEvent[],
  { programmeId = 'lung', tier = 'stop' }: { programmeId?: string; tier?: (typeof WITHDRAWAL_TIERS)[number] } = {},
) {
  const standing = standingFrom(recordOf(...events), { at: daysLater(100), knownAt: daysLater(100) })
  return withdrawal(standing, { programmeId, tier, snapshot: SNAPSHOT })
}

describe('a contributor', () => {
  test.each(WITHDRAWAL_TIERS)('withdraws her consent and says how far: %s', (tier) => {
    const event = { type: 'consent-withdrawn', programmeId: 'lung', tier, snapshot: SNAPSHOT }
    expect(withdrawing([saidYes()], { tier })).toEqual({ ok: true, event })
  })

  test('withdraws while an objection stands', () => {
    expect(withdrawing([saidYes(), objected()])).toMatchObject({ ok: true })
  })

  test('withdraws what has expired', () => {
    expect(withdrawing([saidYes({ expiresAt: daysLater(1) })])).toMatchObject({ ok: true })
  })

  test.each(['remove', 'close'] as const)('goes further after a stop: %s', (tier) => {
    expect(withdrawing([saidYes(), withdrew({ tier: 'stop' })], { tier })).toMatchObject({ ok: true, event: { tier } })
  })

  test.each([
    ['who said no', saidNo()],
    ['who said later', saidLater()],
  ])('%s is never kept from withdrawing', (_, answer) => {
    expect(withdrawing([answer])).toMatchObject({ ok: true })
  })

  test('closes her account without ever having answered', () => {
    expect(withdrawing([], { tier: 'close' })).toMatchObject({ ok: true })
  })
})

describe('nobody', () => {
  test.each<[string, ConsentEvent[], string]>([
    ['stops new uses twice', [saidYes(), withdrew()], 'consent-already-withdrawn'],
    ['stops new uses after asking for removal', [saidYes(), withdrew({ tier: 'remove' })], 'consent-already-withdrawn'],
    ['withdraws what was never given', [], 'consent-not-found'],
    ['withdraws from one programme by another', [saidYes({ programmeId: 'breast' })], 'consent-not-found'],
    ['withdraws what a voided claim left of it', [saidYes(), wasNotMe()], 'consent-not-found'],
  ])('%s', (_, events, refusal) => expect(withdrawing(events)).toEqual({ ok: false, refusal }))

  test('asks for removal twice', () => {
    const refusal = { ok: false, refusal: 'consent-already-withdrawn' }
    expect(withdrawing([saidYes(), withdrew({ tier: 'remove' })], { tier: 'remove' })).toEqual(refusal)
  })

  test.each(['constructor', '__proto__'])('withdraws from a programme named %s', (programmeId) => {
    expect(withdrawing([saidYes()], { programmeId })).toEqual({ ok: false, refusal: 'consent-not-found' })
  })
})
