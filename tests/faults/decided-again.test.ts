import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideForSubjects } from '#app/services/decide-for-subjects.server.ts'
import { explainDecision } from '#app/services/explain-decision.server.ts'
import { objectToUse, reverseObjection } from '#app/services/object-to-use.server.ts'
import { answerUse, preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { voidClaim } from '#app/services/void-claim.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aDataUse,
  aNode,
  aProgramme,
  CHOICES,
  REQUEST,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { withLateCommits } from '#tests/support/letters.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { share } from './share.ts'

/** Whatever happens at the same moment and afterwards, an auditor is answered what the hospital was answered. */

const ROUNDS = share({ small: 10, whole: 100 })
const HISTORIES = share({ small: 6, whole: 100 })

let accord: TestPortal
let node: TestNode
let dataUseId: string

beforeAll(async () => {
  accord = await testPortal({ connections: 20 })
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
  dataUseId = (await aDataUse(accord, 'lung')).id
})
afterAll(() => accord.close())

type Asked = { decisionId: string; subjects: string[]; permitted: readonly string[]; at: Date }

async function decide(people: readonly TestContributor[], by: 'consent' | 'altruism' = 'consent'): Promise<Asked> {
  const basis =
    by === 'consent'
      ? { legal_basis: 'consent' as const, programme: 'lung' }
      : { legal_basis: 'altruism' as const, data_use: dataUseId }
  const subjects = people.map(({ pseudonym }) => pseudonym)
  const decided = await decideForSubjects(accord.portal, { node, basis, use: REQUEST, subjects })
  if (!decided.ok) throw new Error(decided.refusal)
  const { decision_id: decisionId, permitted, as_of } = decided.event
  return { decisionId, subjects, permitted, at: new Date(as_of) }
}

async function explained({ decisionId, subjects }: Asked, knownAt: Date | null = null) {
  const { clientId, organisationId } = node
  const auditor = { actorKind: 'node', actorId: clientId } as const
  const answer = await explainDecision(accord.portal, { auditor, organisationId, decisionId, subjects, knownAt })
  if (!answer.ok) throw new Error(answer.refusal)
  return { ...answer.event, answers: answer.event.answers.map((told) => told.answer) }
}

async function permittedAgain(asked: Asked): Promise<string[]> {
  const { answers } = await explained(asked)
  return answers.filter(({ outcome }) => outcome === 'permit').map(({ subject }) => subject)
}

async function aPerson(answer: 'yes' | 'no' = 'yes') {
  const person = await aContributor(accord, node.organisationId)
  await answers(accord, person, answer)
  return person
}

const about = ({ id: contributorId }: TestContributor) => ({ contributorId, snapshot: SNAPSHOT })
const withdraws = (person: TestContributor, portal = accord.portal) =>
  withdrawConsent(portal, { ...about(person), programmeId: 'lung', tier: 'stop' })

describe('a withdrawal that is being written while a hospital asks', () => {
  test('was not seen, although it was recorded before; asked by what is known later, it was in time', async () => {
    const person = await aPerson()
    const withdrawing = withdraws(person, withLateCommits(accord))
    await pause(200)
    const asked = await decide([person])
    const withdrawn = await withdrawing
    if (!withdrawn.ok) throw new Error(withdrawn.refusal)
    expect([withdrawn.event.recordedAt < asked.at, asked.permitted]).toEqual([true, asked.subjects])
    expect(await permittedAgain(asked)).toEqual(asked.permitted)
    const later = await explained(asked, new Date())
    expect(later.answers).toMatchObject([{ outcome: 'deny', reason: 'withdrawn' }])
  })

  test('changes no answer that was given by what is known', async () => {
    const person = await aPerson()
    const withdrawing = withdraws(person, withLateCommits(accord))
    await pause(150)
    const asked = await decide([person])
    await pause(20)
    const { knownAt, answers: told } = await explained(asked, new Date())
    const withdrawn = await withdrawing
    if (!withdrawn.ok) throw new Error(withdrawn.refusal)
    expect(knownAt.getTime()).toBeLessThanOrEqual(asked.at.getTime())
    expect((await explained(asked, knownAt)).answers).toEqual(told)
    expect((await explained(asked, new Date())).answers).toMatchObject([{ reason: 'withdrawn' }])
  })
})

test('while many people change their minds, every decision is answered again as it was, and so is every later knowledge', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => aPerson()))
  const late = withLateCommits(accord)
  let isOver = false
  const changing = people.map(async (person, index) => {
    for (let turn = index; !isOver; turn++) {
      if (turn % 3 === 0) await objectToUse(late, { ...about(person), country: 'SI' })
      if (turn % 3 === 1) await reverseObjection(accord.portal, { ...about(person), country: 'SI' })
      if (turn % 3 === 2) await withdraws(person).then(() => answers(accord, person, 'yes'))
    }
  })
  const decisions: Asked[] = []
  const learned: { asked: Asked; knownAt: Date; told: unknown }[] = []
  const differingAnswers = () => new Set(decisions.map(({ permitted }) => permitted.join())).size
  for (let round = 0; round < ROUNDS || differingAnswers() < 3; round++) {
    const asked = await decide(people)
    decisions.push(asked)
    const { knownAt, answers: told } = await explained(decisions[Math.max(0, round - 3)] ?? asked, new Date())
    learned.push({ asked: decisions[Math.max(0, round - 3)] ?? asked, knownAt, told })
  }
  isOver = true
  await Promise.all(changing)

  for (const asked of decisions) expect(await permittedAgain(asked)).toEqual(asked.permitted)
  for (const { asked, knownAt, told } of learned) expect((await explained(asked, knownAt)).answers).toEqual(told)
}, 600_000)

test('after any history, every decision in it is answered again as it was', async () => {
  const acts = {
    yes: (person: TestContributor) => answers(accord, person, 'yes'),
    no: (person: TestContributor) => answers(accord, person, 'no'),
    later: (person: TestContributor) => answers(accord, person, 'later'),
    withdraws: (person: TestContributor) => withdraws(person),
    objects: (person: TestContributor) => objectToUse(accord.portal, { ...about(person), country: 'SI' }),
    reverses: (person: TestContributor) => reverseObjection(accord.portal, { ...about(person), country: 'SI' }),
    wishes: (person: TestContributor) =>
      preferAltruism(accord.portal, { ...about(person), mode: 'include-me', choices: CHOICES }),
    'wishes to be asked': (person: TestContributor) =>
      preferAltruism(accord.portal, { ...about(person), mode: 'ask-me', choices: CHOICES }),
    'says yes to one use': (person: TestContributor) =>
      answerUse(accord.portal, { ...about(person), dataUseId, answer: 'yes' }),
    'says no to one use': (person: TestContributor) =>
      answerUse(accord.portal, { ...about(person), dataUseId, answer: 'no' }),
    'it was not her': ({ enrolmentId }: TestContributor) => voidClaim(accord.portal, { enrolmentId }),
  }
  const step = fc.record({
    who: fc.nat(2),
    act: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
    ask: fc.constantFrom('consent', 'altruism'),
  })
  const agrees = { who: 0, act: 'yes', ask: 'consent' } as const
  let permitted = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      const people = await Promise.all([0, 1, 2].map(() => aContributor(accord, node.organisationId)))
      const decisions = [await decide(people)]
      for (const { who, act, ask } of steps) {
        await acts[act](people[who] as TestContributor)
        decisions.push(await decide(people, ask))
      }
      for (const asked of decisions) {
        expect(await permittedAgain(asked)).toEqual(asked.permitted)
        permitted += asked.permitted.length
      }
    }),
    { numRuns: HISTORIES, examples: [[[agrees, { ...agrees, act: 'no' }, { ...agrees, act: 'wishes' }]]] },
  )
  expect(permitted).toBeGreaterThan(share({ small: 0, whole: HISTORIES / 2 }))
}, 600_000)
