import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { INVITATION_SECRET_LENGTH, newCode, PERSONAL_CODE_LENGTH, printedCode, readCode } from '#app/crypto/codes.ts'

test('a code is read however it was typed from paper', () => {
  for (const typed of ['7K3M-0F2A-9X1Z', '7k3m0f2a9x1z', ' 7K3M oF2A 9xlZ ', '7K3M–OF2A—9XIZ', '7k3m.0f2a.9x1z']) {
    expect(readCode(typed)).toBe('7K3M0F2A9X1Z')
  }
})

test('what cannot be a code is no code', () => {
  for (const typed of ['', 'ABC', 'HELLO U', '7K3M-0F2A-Ж', '7K3M\u00000F2A', 'x'.repeat(500)]) {
    expect(readCode(typed)).toBeNull()
  }
})

test('a printed code is read back as itself', () => {
  const code = newCode(13, randomBytes)
  expect(printedCode(code)).toMatch(/^.{4}-.{4}-.{4}-.$/)
  expect(readCode(printedCode(code))).toBe(code)
})

test('a letter’s secret and a personal code hold at least 60 bits', () => {
  expect(INVITATION_SECRET_LENGTH * 5).toBeGreaterThanOrEqual(65)
  expect(PERSONAL_CODE_LENGTH * 5).toBeGreaterThanOrEqual(60)
})

test('every sign of the alphabet comes equally often', () => {
  const everyByte = newCode(256, (bytes) => Uint8Array.from({ length: bytes }, (_, byte) => byte))
  const counts = new Map<string, number>()
  for (const sign of everyByte) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  expect([...counts.values()]).toEqual(Array(32).fill(8))
})

test.each([
  ['Cyrillic', 'АВЕК-МНРС-ТХ12', 'ABEKMHPCTX12'],
  ['Greek', 'ΑΒΕΖ-ΗΚΜΝ-ΡΤΧ2', 'ABEZHKMNPTX2'],
])('a code typed on a %s keyboard is the code on the paper', (_keyboard, typed, code) => {
  expect(readCode(typed)).toBe(code)
  expect(readCode(typed.toLowerCase())).toBe(code)
})
