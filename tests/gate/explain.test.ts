import { describe, expect, test } from 'vitest'
import { EXPLANATIONS } from '#gate/explanations.ts'
import { REASONS } from '#gate/refusal.ts'
import { PERMIT } from './support/stand-in-portal.ts'
import { testNode } from './support/test-node.ts'

const ANA = 'ana-7f3kq9x2m4w8'
const BOR = 'bor-2k8s6d1f0g5h'

describe('an operator who asks why', () => {
  test('is told that a person permits, and until when', async () => {
    const node = await testNode()
    node.portal.permit({ subject: ANA, idx: 1 })
    expect(await node.run('explain WANTED', ANA)).toMatchObject({
      exitCode: 0,
      json: {
        subject: ANA,
        outcome: 'permit',
        explanation: 'A token that holds permits this use.',
        expires_at: '2026-10-15T00:00:00.000Z',
        knowledge: { mode: 'online' },
      },
    })
  })

  test('is told that nothing is held of a person, whatever the cause', async () => {
    const node = await testNode()
    expect(await node.run('explain WANTED', BOR)).toMatchObject({
      exitCode: 4,
      json: { outcome: 'deny', reason: 'no-token', explanation: EXPLANATIONS['no-token'] },
    })
  })

  test('is told that a token was taken back', async () => {
    const node = await testNode()
    node.portal.permit({ subject: ANA, idx: 1 })
    node.portal.revoke(1)
    expect(await node.run('explain WANTED', ANA)).toMatchObject({
      exitCode: 4,
      json: { reason: 'revoked', explanation: EXPLANATIONS.revoked },
    })
  })

  test('is shown what a person permits who does not permit this', async () => {
    const node = await testNode()
    const provisions = [{ ...PERMIT, purpose: ['education'] }]
    node.portal.permit({ subject: ANA, idx: 1, provisions })
    expect(await node.run('explain WANTED', ANA)).toMatchObject({
      exitCode: 4,
      json: { reason: 'outside-scope', explanation: EXPLANATIONS['outside-scope'], provisions },
    })
  })

  test("is told of a token under one person's name that is about another", async () => {
    const node = await testNode()
    node.portal.permit({ subject: ANA, idx: 1, claims: { sub: BOR } })
    expect(await node.run('explain WANTED', ANA)).toMatchObject({ exitCode: 4, json: { reason: 'subject-wrong' } })
  })

  test('is told that nothing can be known from a list that is too old', async () => {
    const node = await testNode()
    node.portal.permit({ subject: ANA, idx: 1 })
    await node.run('sync')
    node.wait(86_400)
    expect(await node.run('explain WANTED --offline', ANA)).toMatchObject({
      exitCode: 5,
      json: { reason: 'status-list-stale', explanation: EXPLANATIONS['status-list-stale'] },
    })
  })

  test('is told nothing about a programme that was never synced', async () => {
    const node = await testNode()
    expect(await node.run('explain WANTED --programme breast', ANA)).toMatchObject({
      exitCode: 5,
      json: { refused: 'target-not-synced' },
    })
    expect((await node.run('explain WANTED')).exitCode).toBe(2)
  })
})

test.each(REASONS)('%s is explained in a sentence', (reason) => {
  expect(EXPLANATIONS[reason]).toMatch(/^[A-Z].{20,}\.$/)
})
