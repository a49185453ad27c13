import { describe, expect, test } from 'vitest'
import { passwordFault } from '#app/domain/staff/password.ts'
import { rolePlaceRefusal } from '#app/domain/staff/role-place.ts'

const nowhere = { programme: null, hospital: null }

describe('a role is held at one place', () => {
  test.each([
    [{ role: 'editor', ...nowhere, programme: 'lung' }, null],
    [{ role: 'clerk', ...nowhere, hospital: 'ljubljana' }, null],
    [{ role: 'operator', ...nowhere }, null],
    [{ role: 'director', ...nowhere }, 'role-unknown'],
    [{ role: 'toString', ...nowhere }, 'role-unknown'],
    [{ role: 'approver', ...nowhere }, 'role-needs-programme'],
    [{ role: 'auditor', ...nowhere, hospital: 'ljubljana' }, 'role-needs-programme'],
    [{ role: 'clerk', ...nowhere, programme: 'lung' }, 'role-needs-hospital'],
    [{ role: 'clerk', programme: 'lung', hospital: 'ljubljana' }, 'role-is-held-at-one-place'],
    [{ role: 'operator', ...nowhere, hospital: 'ljubljana' }, 'role-is-held-at-one-place'],
  ])('%j: %s', (asked, refusal) => {
    expect(rolePlaceRefusal(asked)).toBe(refusal)
  })
})

describe('a password that somebody wants', () => {
  const who = { email: 'vesna.kos@hospital.example', current: 'ABCD-EFGH-JKMN-P' }

  test.each([
    ['four words in a row', null],
    ['elevenchars', 'password-too-short'],
    ['abcdefghjkmnp', 'password-not-new'],
    ['ABCD EFGH JKMN P', 'password-not-new'],
    ['aaaaaaaaaaaaaaaa', 'password-too-easy'],
    ['Vesna.Kos-2026!', 'password-too-easy'],
  ])('%s: %s', (wanted, fault) => {
    expect(passwordFault(wanted, who)).toBe(fault)
  })
})
