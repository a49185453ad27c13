import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answering, choicesFrom } from '#app/domain/consent/answering.ts'
import { keepingForNow } from '#app/domain/consent/asked-again.ts'
import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '#app/domain/consent/codes.ts'
import { decideStanding } from '#app/domain/consent/decide.ts'
import type { ConsentEvent } from '#app/domain/consent/events.ts'
import type { Answers, Form, FormChange, Question } from '#app/domain/consent/form.ts'
import { objection, objectionReversal } from '#app/domain/consent/objection.ts'
import { permittingProvision, type UseRequest } from '#app/domain/consent/provision.ts'
import { consentTo, folded, type Standing } from '#app/domain/consent/standing.ts'
import { withdrawal } from '#app/domain/consent/withdrawal.ts'
import { dayOf } from '#app/domain/day.ts'
import type { Decision } from '#app/domain/decision.ts'
import { justifiedClaim } from '#app/domain/token/justified-claim.ts'
import { aForm, SNAPSHOT } from '#tests/support/build.ts'
import { daysLater, recordOf } from '#tests/support/record.ts'

/** Three people and a programme whose forms change: whatever is published, nobody comes to permit what she did not answer. */

const PEOPLE = [0, 1, 2] as const
const AXES: Record<'purpose' | 'recipient' | 'data', string[]> = {
  purpose: PURPOSES.slice(0, 2),
  recipient: RECIPIENTS.slice(0, 2),
  data: DATA_CATEGORIES.slice(0, 2),
}
const REQUESTS: UseRequest[] = AXES.purpose.flatMap((purpose) =>
  AXES.recipient.flatMap((recipient) =>
    AXES.data.map((data) => ({ purpose, recipient, region: 'eu-eea', data: [data] })),
  ),
)

const codes = (all: readonly string[]) => fc.subarray([...all], { minLength: 1 })
const adds = fc.record({
  purpose: codes(AXES.purpose),
  recipient: codes(AXES.recipient),
  region: fc.constant<string[]>(['eu-eea']),
  data: codes(AXES.data),
})

/** What somebody can do, and what the programme's staff can. */
const command = fc.oneof(
  {
    arbitrary: fc.record({
      does: fc.constant('publish' as const),
      change: fc.constantFrom<FormChange | null>('minor', 'major', null),
      adds,
      wider: adds,
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      does: fc.constant('answer' as const),
      who: fc.constantFrom(...PEOPLE),
      answer: fc.constantFrom('yes', 'yes', 'no', 'later'),
      more: fc.constantFrom('yes', 'no'),
    }),
    weight: 4,
  },
  fc.record({
    does: fc.constantFrom('keep' as const, 'keep' as const, 'withdraw' as const, 'object' as const, 'reverse' as const),
    who: fc.constantFrom(...PEOPLE),
  }),
)
type Command = typeof command extends fc.Arbitrary<infer One> ? One : never

type World = { forms: Form[]; events: ConsentEvent[][] }

/** A form with a second question, whose yes widens what the first one gives. */
function aVersion({ forms }: World, { change, adds, wider }: Extract<Command, { does: 'publish' }>): Form {
  const form = aForm('lung', String(forms.length + 1))
  const [first] = form.questions
  if (!first) throw new Error('the form asks nothing')
  const options = first.options.map((option) => (option.outcome === 'consent' ? { ...option, adds } : option))
  const more: Question = { id: 'more', options: [{ value: 'yes', adds: wider }, { value: 'no' }] }
  return { ...form, follows: forms.at(-1)?.id ?? null, change, questions: [{ ...first, options }, more] }
}

const FIRST: Command = { does: 'publish', change: null, adds: all(1), wider: all(2) }

function all(many: number) {
  const { purpose, recipient, data } = AXES
  return {
    purpose: purpose.slice(0, many),
    recipient: recipient.slice(0, many),
    region: ['eu-eea'],
    data: data.slice(0, many),
  }
}

const standingOf = (world: World, who: number): Standing => folded(recordOf(...(world.events[who] ?? [])))
const permitted = (world: World, who: number, at: Date) =>
  REQUESTS.filter(
    (asked) =>
      decideStanding(standingOf(world, who), { legal_basis: 'consent', programme: 'lung', ...asked }, { at })
        .outcome === 'permit',
  )
const claim = (world: World, who: number, at: Date) => {
  const versions = new Map(world.forms.map(({ id, version }) => [id, version]))
  return justifiedClaim(
    standingOf(world, who),
    { basis: 'consent', programme: 'lung' },
    { versions, superseded: new Set() },
    at,
  )
}

function answersOf({ answer, more }: Extract<Command, { does: 'answer' }>): Answers {
  return answer === 'yes' ? { 'take-part': answer, more } : { 'take-part': answer }
}

/** What somebody does, decided as the portal decides it. */
function decided(world: World, one: Exclude<Command, { does: 'publish' }>, at: Date): Decision<ConsentEvent, string> {
  const standing = standingOf(world, one.who)
  const form = world.forms.at(-1) as Form
  const snapshot = SNAPSHOT
  switch (one.does) {
    case 'answer':
      return answering(standing, form, { formId: form.id, answers: answersOf(one), snapshot, at })
    case 'keep': {
      const versions = { programmeId: 'lung', current: form.id, versions: world.forms, superseded: new Set<string>() }
      return keepingForNow(standing, versions, { formId: form.id, snapshot, askAgainOn: null, at })
    }
    case 'withdraw':
      return withdrawal(standing, { programmeId: 'lung', tier: 'stop', snapshot })
    case 'object':
      return objection(standing, { country: 'SI', snapshot })
    default:
      return objectionReversal(standing, { country: 'SI', snapshot })
  }
}

function after(world: World, one: Command, at: Date): World {
  if (one.does === 'publish') return { ...world, forms: [...world.forms, aVersion(world, one)] }
  const decision = decided(world, one, at)
  if (!decision.ok) return world
  return { ...world, events: world.events.map((own, who) => (who === one.who ? [...own, decision.event] : own)) }
}

/** Says of every step of many histories whether it may have been; returns how often somebody was permitted something. */
function inEveryHistory(check: (before: World, one: Command, now: World, at: Date) => void): number {
  let permits = 0
  fc.assert(
    fc.property(fc.array(command, { minLength: 8, maxLength: 20 }), (commands) => {
      let world = after({ forms: [], events: PEOPLE.map(() => []) }, FIRST, daysLater(0))
      for (const [index, one] of commands.entries()) {
        const at = daysLater(index + 1)
        const now = after(world, one, at)
        check(world, one, now, at)
        permits += PEOPLE.filter((who) => permitted(now, who, at).length > 0).length
        world = now
      }
    }),
    { numRuns: 600 },
  )
  return permits
}

test('nothing adds a permit but a yes of her own and the reversal of her own objection', () => {
  const permits = inEveryHistory((before, one, now, at) => {
    for (const who of PEOPLE) {
      const mayWiden = one.does !== 'publish' && one.who === who && (isYes(one) || one.does === 'reverse')
      if (!mayWiden) expect(permitted(before, who, at)).toEqual(expect.arrayContaining(permitted(now, who, at)))
    }
  })
  expect(permits).toBeGreaterThan(300)
})

test('a version that is published, and whatever others do, leaves each claim as it was to the last word', () => {
  const permits = inEveryHistory((before, one, now, at) => {
    for (const who of PEOPLE) {
      if (one.does === 'publish' || one.who !== who) expect(claim(now, who, at)).toEqual(claim(before, who, at))
    }
  })
  expect(permits).toBeGreaterThan(300)
})

test('a later to a newer version, or keeping an earlier yes, changes nothing of what that yes permits', () => {
  let kept = 0
  inEveryHistory((before, one, now, at) => {
    if (one.does === 'publish' || !(one.does === 'keep' || isLater(one))) return
    const yes = consentTo(standingOf(before, one.who), 'lung')
    if (yes?.state !== 'given' || yes.formId === before.forms.at(-1)?.id) return
    kept += 1
    expect(claim(now, one.who, at)).toEqual(claim(before, one.who, at))
  })
  expect(kept).toBeGreaterThan(60)
})

test('a yes permits what she answered now, on the version that she answered, and no more', () => {
  let answered = 0
  inEveryHistory((_, one, now, at) => {
    if (one.does !== 'answer' || !isYes(one)) return
    const standing = standingOf(now, one.who)
    if (standing.objectedIn.length > 0) return
    answered += 1
    const form = now.forms.at(-1) as Form
    const { provisions } = choicesFrom(form, answersOf(one), dayOf(at))
    const chosen = REQUESTS.filter((asked) => permittingProvision(provisions, asked, dayOf(at)) !== null)
    expect(permitted(now, one.who, at)).toEqual(chosen)
    expect(consentTo(standing, 'lung')?.formId).toBe(form.id)
  })
  expect(answered).toBeGreaterThan(300)
})

function isYes(one: Exclude<Command, { does: 'publish' }>): boolean {
  return one.does === 'answer' && one.answer === 'yes'
}

function isLater(one: Exclude<Command, { does: 'publish' }>): boolean {
  return one.does === 'answer' && one.answer === 'later'
}
