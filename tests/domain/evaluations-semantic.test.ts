import { expect, test } from 'vitest'
import { decisionsTold } from '#app/domain/evaluations-semantic.ts'

const [YES, NO] = [true, false]

test.each([
  ['execute_all', [YES, NO, YES], [YES, NO, YES]],
  ['deny_on_first_deny', [YES, NO, YES], [YES, NO]],
  ['deny_on_first_deny', [NO, NO], [NO]],
  ['deny_on_first_deny', [YES, YES], [YES, YES]],
  ['permit_on_first_permit', [NO, YES, NO], [NO, YES]],
  ['permit_on_first_permit', [YES, NO], [YES]],
  ['permit_on_first_permit', [NO, NO], [NO, NO]],
] as const)('%s of %j tells %j', (semantic, decisions, told) => {
  expect(decisionsTold(decisions, semantic)).toEqual(told)
})
