import { randomInt } from 'node:crypto'
import { setTimeout as pause, setImmediate as turnOfOthers } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { api } from '#app/api/index.ts'
import { publishStatusLists } from '#app/services/publish-status-lists.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { bearer, opened, type Surface, send } from '#tests/api/as-node.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestNode } from '#tests/support/build.ts'
import { cutOffChanges } from '#tests/support/cut-off-changes.ts'
import { otherInstance } from '#tests/support/other-instance.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { share } from './share.ts'

/** Somebody withdraws at one instance while another one is asked about her token without a pause. */

const PEOPLE = share({ small: 15, whole: 500 })
const ASKING_AT_ONCE = 4

let here: TestPortal
let there: TestPortal
let surface: { here: Surface; there: Surface }
let node: TestNode

beforeAll(async () => {
  here = await testPortal()
  there = otherInstance(here)
  surface = { here: await opened(here), there: api(there.portal) }
  await aProgramme(here)
  node = await aNode(here, ['lung'])
})
afterAll(async () => {
  await there.close()
  await here.close()
})

type Held = { contributorId: string; token: string; acknowledgedAt: number }

async function peopleWithTokens(by: string): Promise<Held[]> {
  const people = []
  for (let one = 0; one < PEOPLE; one++) {
    const person = await aContributor(here, node.organisationId)
    await answers(here, person, 'yes')
    people.push(person)
  }
  await publishStatusLists(here.portal)
  const asked = { legal_basis: 'consent', programme: 'lung', subjects: people.map(({ pseudonym }) => pseudonym) }
  const answer = await send(surface.here, '/api/v1/consent-tokens', by, asked)
  const { consent_tokens } = (await answer.json()) as { consent_tokens: { subject: string; consent_token: string }[] }
  const tokens = new Map(consent_tokens.map(({ subject, consent_token }) => [subject, consent_token]))
  return people.map(({ id, pseudonym }) => {
    return { contributorId: id, token: tokens.get(pseudonym) ?? '', acknowledgedAt: Number.POSITIVE_INFINITY }
  })
}

async function isActive(token: string, by: string): Promise<boolean> {
  const answer = await surface.there.request('/oauth/introspect', {
    method: 'POST',
    headers: { Authorization: `Bearer ${by}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token }).toString(),
  })
  return ((await answer.json()) as { active: boolean }).active
}

/** How many milliseconds after a withdrawal was acknowledged somebody asked and was still told *active*. */
async function delaysWhileAsking(people: readonly Held[], by: string): Promise<number[]> {
  const delays: number[] = []
  let asking = true
  const ask = async (first: number) => {
    for (let turn = first; asking; turn += ASKING_AT_ONCE) {
      const { token, ...held } = people[turn % people.length] as Held
      const askedAt = performance.now()
      if (await isActive(token, by)) delays.push(askedAt - held.acknowledgedAt)
      await turnOfOthers()
    }
  }
  const askers = Array.from({ length: ASKING_AT_ONCE }, (_, first) => ask(first))
  for (const person of people) {
    const { contributorId } = person
    await withdrawConsent(here.portal, { contributorId, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT })
    person.acknowledgedAt = performance.now()
    if (await isActive(person.token, by)) delays.push(performance.now() - person.acknowledgedAt)
  }
  await pause(1100)
  asking = false
  await Promise.all(askers)
  for (const { token } of people) expect(await isActive(token, by)).toBe(false)
  return delays
}

test('is told "active" by nobody a second after it was acknowledged', async () => {
  const by = await bearer(surface.here, node)
  const people = await peopleWithTokens(by)
  for (const { token } of people) expect(await isActive(token, by)).toBe(true)

  const delays = await delaysWhileAsking(people, by)
  console.log(`${PEOPLE} withdrawals: "active" was last said ${Math.max(0, ...delays).toFixed(1)} ms after one`)
  expect(delays.filter((delay) => delay > 1000)).toEqual([])
})

test('nor where the connection on which the instance is told of it is cut again and again', async () => {
  const by = await bearer(surface.here, node)
  const people = await peopleWithTokens(by)
  for (const { token } of people) expect(await isActive(token, by)).toBe(true)

  let cutting = true
  const cuts = (async () => {
    for (; cutting; await pause(randomInt(20, 1500))) await cutOffChanges(here)
  })()
  const delays = await delaysWhileAsking(people, by)
  cutting = false
  await cuts
  console.log(
    `${PEOPLE} withdrawals, cut off: "active" was last said ${Math.max(0, ...delays).toFixed(1)} ms after one`,
  )
  expect(delays.filter((delay) => delay > 1000)).toEqual([])
})
