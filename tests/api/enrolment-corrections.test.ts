import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answers } from '#tests/support/act.ts'
import { aContributor, aNode, aProgramme, REQUEST, type TestContributor, type TestNode } from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { bearer, opened, problemOf, type Surface, send } from './as-node.ts'
import { type Auditor, auditor } from './auditor.ts'
import { anAuditorsClient } from './fhir-reader.ts'

/** A hospital finds that a pseudonym is another person's, has changed, or is one of two. */

let accord: TestPortal
let surface: Surface
let node: TestNode
let token: string
let hospital: Auditor
let vera: TestContributor

beforeAll(async () => {
  accord = await testPortal()
  surface = await opened(accord)
  await aProgramme(accord)
  node = await aNode(accord, ['lung'])
  token = await bearer(surface, node, 'system/Consent.rs', 'accord/enrolments.write')
  hospital = await auditor(accord, surface, await anAuditorsClient(accord, node.organisationId))
})
afterAll(() => accord.close())
beforeEach(async () => {
  vera = await aContributor(accord, node.organisationId)
  await answers(accord, vera, 'yes')
})

const fresh = () => `p-${randomUUID()}`

function correct(enrolmentId: string, body: object, headers: Record<string, string> = {}, bearer = token) {
  return send(surface, `/api/v1/enrolments/${enrolmentId}/corrections`, bearer, body, headers)
}

async function decide(...subjects: string[]) {
  const body = { legal_basis: 'consent', programme: 'lung', ...REQUEST, subjects }
  const answer = await send(surface, '/api/v1/decisions', token, body)
  return (await answer.json()) as { decision_id: string; permitted: string[] }
}

describe('a hospital that replaces a pseudonym', () => {
  test('is permitted under the new one and not under the old one', async () => {
    const pseudonym = fresh()
    const answer = await correct(vera.enrolmentId, { correction: 'replaced', pseudonym })
    expect(answer.status).toBe(201)
    expect(await answer.json()).toMatchObject({ correction: 'replaced', pseudonym })
    expect((await decide(vera.pseudonym, pseudonym)).permitted).toEqual([pseudonym])
  })

  test('still has its past decisions explained by the pseudonym of then', async () => {
    const { decision_id } = await decide(vera.pseudonym)
    const pseudonym = fresh()
    await correct(vera.enrolmentId, { correction: 'replaced', pseudonym })
    expect(await hospital.reasons(decision_id, [vera.pseudonym, pseudonym])).toEqual([
      'permitted-by-consent',
      'no-record',
    ])
  })

  test('may send it again under the same key', async () => {
    const key = { 'Idempotency-Key': randomUUID() }
    const body = { correction: 'replaced', pseudonym: fresh() }
    const first = await (await correct(vera.enrolmentId, body, key)).json()
    expect(await (await correct(vera.enrolmentId, body, key)).json()).toEqual(first)
    expect(await problemOf(await correct(vera.enrolmentId, { correction: 'not-hers' }, key))).toBe(
      'idempotency-key-reused',
    )
  })

  test('does not touch another hospital’s patient', async () => {
    const theirs = await bearer(surface, await aNode(accord, ['lung']), 'accord/enrolments.write')
    const answer = await correct(vera.enrolmentId, { correction: 'not-hers' }, {}, theirs)
    expect([answer.status, await problemOf(answer)]).toEqual([404, 'enrolment-not-found'])
    expect((await decide(vera.pseudonym)).permitted).toEqual([vera.pseudonym])
  })
})

describe('a pseudonym that was not hers', () => {
  test('is permitted to nobody, and what was decided before is explained as it was seen', async () => {
    await aContributor(accord, (await aNode(accord, ['lung'])).organisationId, vera)
    const { decision_id } = await decide(vera.pseudonym)
    expect((await correct(vera.enrolmentId, { correction: 'not-hers' })).status).toBe(201)
    expect((await decide(vera.pseudonym)).permitted).toEqual([])
    expect(await hospital.reasons(decision_id, [vera.pseudonym])).toEqual(['permitted-by-consent'])
  })
})

test('what is no correction is refused', async () => {
  const bodies = [
    {},
    { correction: 'replaced' },
    { correction: 'not-hers', pseudonym: fresh() },
    { correction: 'merged', pseudonym: '1234567890123456' },
  ]
  for (const body of bodies) expect(await problemOf(await correct(vera.enrolmentId, body))).toBe('request-invalid')
})
