import { describe, expect, test } from 'vitest'
import { askedAgain, isAskedNow, keepingForNow, type VersionsOf } from '#app/domain/consent/asked-again.ts'
import { decide } from '#app/domain/consent/decide.ts'
import type { ConsentEvent } from '#app/domain/consent/events.ts'
import { consentTo, standingFrom } from '#app/domain/consent/standing.ts'
import type { Version } from '#app/domain/form/changes-between.ts'
import { REQUEST, SNAPSHOT } from '#tests/support/build.ts'
import {
  changedHerMind,
  choicesOf,
  daysLater,
  objected,
  permitting,
  recordOf,
  reversedObjection,
  saidLater,
  saidNo,
  saidYes,
  wasNotMe,
  withdrew,
} from '#tests/support/record.ts'

const NOW = daysLater(40)
const ASKS = { programmeId: 'lung', superseded: new Set<string>() }

const lung = (number: number, change: Version['change'] = null): Version => ({
  id: `lung-${number}`,
  programmeId: 'lung',
  follows: number > 1 ? `lung-${number - 1}` : null,
  change,
})
const versions = (...all: Version[]): VersionsOf<Version> => ({
  ...ASKS,
  current: all.at(-1)?.id ?? null,
  versions: all,
})

const UNCHANGED = versions(lung(1))
const MINOR = versions(lung(1), lung(2, 'minor'))
const MAJOR = versions(lung(1), lung(2, 'major'))

const standing = (events: ConsentEvent[]) => standingFrom(recordOf(...events), { at: NOW, knownAt: NOW })
const asked = (events: ConsentEvent[], since = MAJOR) => askedAgain(standing(events), since, NOW)
const reason = (...events: ConsentEvent[]) =>
  decide(recordOf(...events), { legal_basis: 'consent', programme: 'lung', ...REQUEST }, { at: NOW, knownAt: NOW })
    .reason

const later = (askAgainOn: string | null = null, formId = 'lung-2'): ConsentEvent =>
  ({ ...saidLater({ formId }), askAgainOn }) as ConsentEvent

describe('who is asked again, and what she hears', () => {
  test.each<[string, ConsentEvent[], VersionsOf<Version>, string | null]>([
    ['nobody, where nothing changed', [saidYes()], UNCHANGED, null],
    ['who said yes is told of a minor change', [saidYes()], MINOR, 'minor'],
    ['who said yes is asked after a major change', [saidYes()], MAJOR, 'major'],
    [
      'a minor change after a major one still asks',
      [saidYes()],
      versions(...MAJOR.versions, lung(3, 'minor')),
      'major',
    ],
    ['a version that nobody declared anything about asks', [saidYes()], versions(lung(1), lung(2)), 'major'],
    ['who never answered', [], MAJOR, null],
    ['who said no', [saidNo()], MAJOR, null],
    ['who said later and never yes', [saidLater()], MAJOR, null],
    ['who said yes and then later to the same words', [saidYes(), later(null, 'lung-1')], MAJOR, null],
    ['who stopped', [saidYes(), withdrew()], MAJOR, null],
    ['who answered already: yes', [saidYes(), changedHerMind({ formId: 'lung-2' })], MAJOR, null],
    ['who answered already: no', [saidYes(), saidNo({ formId: 'lung-2' })], MAJOR, null],
    ['who said yes to another programme', [saidYes({ programmeId: 'breast' })], MAJOR, null],
    ['whose yes is over', [saidYes({ expiresAt: NOW })], MAJOR, null],
    ['who objects to any use', [saidYes(), objected()], MAJOR, null],
    ['who took her objection back', [saidYes(), objected(), reversedObjection()], MAJOR, 'major'],
    ['whose letter was opened by somebody else', [saidYes(), wasNotMe()], MAJOR, null],
    [
      'nobody, where the newest version was taken back',
      [saidYes()],
      { ...MAJOR, superseded: new Set(['lung-2']) },
      null,
    ],
    ['nobody, where there is no version at all', [saidYes()], { ...MAJOR, current: null }, null],
  ])('%s', (_, events, since, change) => expect(asked(events, since)?.change ?? null).toBe(change))

  test('she hears which version she agreed to, which is newer, and what came between', () => {
    const since = versions(lung(1), lung(2, 'major'), lung(3, 'minor'))
    expect(asked([saidYes()], since)).toEqual({
      change: 'major',
      agreed: 'lung-1',
      newer: 'lung-3',
      versions: since.versions.slice(1),
      stands: true,
      later: null,
    })
  })

  test('where her own version was taken back she is asked, whatever changed, and hears that her yes does not count', () => {
    const taken = { ...MINOR, superseded: new Set(['lung-1']) }
    expect(asked([saidYes()], taken)).toMatchObject({ change: 'major', stands: false })
  })
})

describe('until she answers', () => {
  const narrow = { choices: choicesOf(permitting({ data: ['reports'] })), formId: 'lung-2' }

  test.each<[string, ConsentEvent[], string]>([
    ['her old yes counts', [saidYes()], 'permitted-by-consent'],
    ['a later to the newer version leaves it', [saidYes(), later()], 'permitted-by-consent'],
    ['two of them do too', [saidYes(), later(), later()], 'permitted-by-consent'],
    ['a later to one version and to the next', [saidYes(), later(), later(null, 'lung-3')], 'permitted-by-consent'],
    ['a later to its own version ends it', [saidYes(), later(null, 'lung-1')], 'deferred'],
    ['even after one to the newer version', [saidYes(), later(), later(null, 'lung-1')], 'deferred'],
    ['what ended does not come back by a later', [saidYes(), withdrew(), later()], 'deferred'],
    ['nor after a no', [saidYes(), saidNo(), later()], 'deferred'],
    ['a no to the newer version ends it', [saidYes(), saidNo({ formId: 'lung-2' })], 'refused'],
    ['so does a withdrawal, after a later', [saidYes(), later(), withdrew()], 'withdrawn'],
    ['its own last day ends it, after a later', [saidYes({ expiresAt: NOW }), later()], 'expired'],
    ['an objection stands above it', [saidYes(), later(), objected()], 'objected'],
    ['a yes counts for what she says now and no more', [saidYes(), later(), changedHerMind(narrow)], 'outside-scope'],
  ])('%s', (_, events, outcome) => expect(reason(...events)).toBe(outcome))

  test('a later changes nothing of what she agreed to', () => {
    const { deferredFormId, askAgainOn, ...kept } = consentTo(standing([saidYes(), later('2026-02-20')]), 'lung') ?? {}
    expect({ deferredFormId, askAgainOn }).toEqual({ deferredFormId: 'lung-2', askAgainOn: '2026-02-20' })
    expect(consentTo(standing([saidYes()]), 'lung')).toMatchObject(kept)
  })

  test('a yes forgets that she said later before', () => {
    const answered = standing([saidYes(), later('2026-02-20'), changedHerMind({ formId: 'lung-2' })])
    expect(consentTo(answered, 'lung')).toMatchObject({ formId: 'lung-2', deferredFormId: null, askAgainOn: null })
  })
})

describe('on the day that she chose and not before', () => {
  test.each<[string, ConsentEvent[], VersionsOf<Version>, boolean]>([
    ['she is asked when she has said nothing', [saidYes()], MAJOR, true],
    ['not on the day before', [saidYes(), later('2026-02-11')], MAJOR, false],
    ['on the day', [saidYes(), later('2026-02-10')], MAJOR, true],
    ['not where she chose no day', [saidYes(), later()], MAJOR, false],
    ['a later to an earlier version is none to this', [saidYes(), later()], versions(...MAJOR.versions, lung(3)), true],
    ['never of a minor change', [saidYes()], MINOR, false],
  ])('%s', (_, events, since, now) => {
    const waits = asked(events, since)
    expect(waits && isAskedNow(waits, '2026-02-10')).toBe(now)
  })
})

describe('keeping what she said for now', () => {
  const keep = (events: ConsentEvent[], changes: { formId?: string; askAgainOn?: string } = {}, since = MAJOR) =>
    keepingForNow(standing(events), since, {
      formId: 'lung-2',
      snapshot: SNAPSHOT,
      askAgainOn: null,
      at: NOW,
      ...changes,
    })

  test('is a later to the newer version, with the day that she chose', () => {
    expect(keep([saidYes()], { askAgainOn: '2026-03-01' })).toMatchObject({
      ok: true,
      event: {
        type: 'consent-deferred',
        formId: 'lung-2',
        answers: {},
        askAgainOn: '2026-03-01',
        leavesFormId: 'lung-1',
      },
    })
  })

  test.each<[string, ReturnType<typeof keep>, string]>([
    ['there is nothing to keep for who never said yes', keep([]), 'nothing-to-keep'],
    ['nor for who stopped', keep([saidYes(), withdrew()]), 'nothing-to-keep'],
    ['nor for who answered', keep([changedHerMind({ formId: 'lung-2' })]), 'nothing-to-keep'],
    ['nor after a minor change', keep([saidYes()], {}, MINOR), 'nothing-to-keep'],
    ['another version came meanwhile', keep([saidYes()], { formId: 'lung-1' }), 'form-changed'],
    ['today is no later day', keep([saidYes()], { askAgainOn: '2026-02-10' }), 'ask-again-too-early'],
    ['nor is a day in two years', keep([saidYes()], { askAgainOn: '2028-02-10' }), 'ask-again-too-late'],
  ])('%s', (_, decision, refusal) => expect(decision).toEqual({ ok: false, refusal }))
})
