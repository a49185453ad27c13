import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, SNAPSHOT, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, problemOf, type Surface } from './as-node.ts'

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string
let person: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
})
beforeEach(async () => {
  node = await aNode(accord, ['lung'])
  token = await bearer(surface, node, 'accord/usage.write')
  person = await leavesWithHerData()
})
afterAll(() => accord.close())

type Task = { task_id: string; subject: string; outcome?: string; hindrance?: string; answered_at?: string }

async function leavesWithHerData(): Promise<TestContributor> {
  const someone = await aContributor(accord, node.organisationId)
  await answers(accord, someone, 'yes')
  await withdrawConsent(accord.portal, {
    contributorId: someone.id,
    programmeId: 'lung',
    tier: 'remove',
    snapshot: SNAPSHOT,
  })
  return someone
}

async function asks(method: string, path: string, body?: object, as = token): Promise<Response> {
  const headers = { Authorization: `Bearer ${as}`, 'Content-Type': 'application/json' }
  return surface.request(path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
}

async function open(as = token): Promise<Task[]> {
  const answer = await asks('GET', '/api/v1/removal-tasks', undefined, as)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { removal_tasks: Task[] }).removal_tasks
}

const answer = (id: string, body: object, as = token) => asks('PUT', `/api/v1/removal-tasks/${id}/outcome`, body, as)

describe('a hospital', () => {
  test('finds whose data it was asked to take out, until it has answered', async () => {
    const [task] = await open()
    expect(task).toMatchObject({ subject: person.pseudonym, programme: 'lung' })
    const done = await answer(task?.task_id ?? '', { outcome: 'removed' })
    expect(await done.json()).toMatchObject({ outcome: 'removed', answered_at: expect.any(String) })
    expect(await open()).toEqual([])
    const all = await (await asks('GET', '/api/v1/removal-tasks?state=all')).json()
    expect(all).toMatchObject({ removal_tasks: [{ outcome: 'removed' }], next: null })
  })

  test('explains why it could not, and may do it later', async () => {
    const [{ task_id } = { task_id: '' }] = await open()
    const why = { outcome: 'not-possible', hindrance: 'part-of-a-published-result' }
    expect(await (await answer(task_id, why)).json()).toMatchObject(why)
    const later = (await (await answer(task_id, { outcome: 'removed' })).json()) as Task
    expect(later).toMatchObject({ outcome: 'removed' })
    expect(later.hindrance).toBeUndefined()
  })
})

describe('refused is', () => {
  test('another hospital’s task, as if there were none', async () => {
    const [{ task_id } = { task_id: '' }] = await open()
    const stranger = await bearer(surface, await aNode(accord, ['lung']), 'accord/usage.write')
    expect(await open(stranger)).toEqual([])
    const answered = await answer(task_id, { outcome: 'removed' }, stranger)
    expect(await problemOf(answered)).toBe('removal-task-not-found')
    expect(await open()).toHaveLength(1)
  })

  test('a no without a reason, a reason without a no, and a step back', async () => {
    const [{ task_id } = { task_id: '' }] = await open()
    expect(await problemOf(await answer(task_id, { outcome: 'not-possible' }))).toBe('removal-hindrance-required')
    const excuse = { outcome: 'removed', hindrance: 'kept-by-law' }
    expect(await problemOf(await answer(task_id, excuse))).toBe('removal-hindrance-without-cause')
    await answer(task_id, { outcome: 'removed' })
    const back = await answer(task_id, { outcome: 'not-possible', hindrance: 'kept-by-law' })
    expect(back.status).toBe(409)
    expect(await problemOf(back)).toBe('removal-already-done')
  })

  test.each([
    {},
    { outcome: 'maybe' },
    { outcome: 'removed', note: 'her name' },
    { outcome: 'not-possible', hindrance: 'no-time' },
  ])('%j', async (body) => {
    const [{ task_id } = { task_id: '' }] = await open()
    expect(await problemOf(await answer(task_id, body))).toBe('request-invalid')
  })

  test('a page that nobody was told of', async () => {
    expect(await problemOf(await asks('GET', '/api/v1/removal-tasks?after=bm90aGluZw'))).toBe('request-invalid')
  })

  test('all of it without the scope', async () => {
    const other = await bearer(surface, node, 'system/Consent.rs')
    expect((await asks('GET', '/api/v1/removal-tasks', undefined, other)).status).toBe(403)
  })
})
