import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { permittingProvision } from '#app/domain/consent/provision.ts'
import { PYTHON, pythonProvisions } from './support/python-gate.ts'
import { day, provision, request } from './support/scopes.ts'

describe.skipIf(!PYTHON)('the two gates (skipped where python3-jwt is not installed)', () => {
  test('agree on four thousand choices and requests made up at random', () => {
    const asked = fc.sample(fc.tuple(fc.array(provision, { maxLength: 4 }), request, day), {
      numRuns: 4000,
      seed: 2026,
    })
    const here = asked.map(([provisions, wanted, on]) => permittingProvision(provisions, wanted, on))

    expect(pythonProvisions(asked)).toEqual(here)
    expect(here.filter((index) => index !== null).length).toBeGreaterThan(100)
  })
})
