import { describe, expect, test } from 'vitest'
import { believed, lastLine, none, sum } from '../../bin/test/counts.ts'

describe('the last line of a test run', () => {
  test('counts what passed and what failed', () => {
    expect(lastLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
  })

  test('names skipped tests only where there are some', () => {
    expect(lastLine({ passed: 12, failed: 1, skipped: 2 })).toBe('12 passed, 1 failed, 2 skipped')
  })

  test('adds up the stages', () => {
    expect(sum({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 })).toEqual({
      passed: 11,
      failed: 22,
      skipped: 33,
    })
  })
})

describe('a runner is not believed', () => {
  test('when it ran no test', () => {
    expect(believed(none, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  test('when it ended badly although no test failed', () => {
    expect(believed({ passed: 5, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 })
  })

  test('but is when its failures explain its exit code', () => {
    expect(believed({ passed: 5, failed: 2, skipped: 0 }, 1)).toEqual({ passed: 5, failed: 2, skipped: 0 })
  })
})
