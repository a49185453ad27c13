import { expect, test } from 'vitest'
import { type Ground, weaknesses } from '#app/domain/weak-ground.ts'

const FIRM: Ground = {
  version: 180_000,
  superuser: false,
  bypassesRowSecurity: false,
  ownsTables: false,
  settings: { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', data_checksums: 'on' },
}
const FACTS = { url: 'https://accord.example', demoKeys: false }

test('a portal starts on a database that keeps what it acknowledges', () => {
  expect(weaknesses(FIRM, FACTS)).toEqual([])
})

test.each([
  ['postgresql-older-than-15', { ...FIRM, version: 140_012 }, FACTS],
  ['database-role-is-superuser', { ...FIRM, superuser: true }, FACTS],
  ['database-role-bypasses-row-security', { ...FIRM, bypassesRowSecurity: true }, FACTS],
  ['database-role-owns-tables', { ...FIRM, ownsTables: true }, FACTS],
  ['fsync-is-off', { ...FIRM, settings: { ...FIRM.settings, fsync: 'off' } }, FACTS],
  ['full-page-writes-are-off', { ...FIRM, settings: { ...FIRM.settings, full_page_writes: 'off' } }, FACTS],
  ['commit-is-not-synchronous', { ...FIRM, settings: { ...FIRM.settings, synchronous_commit: 'off' } }, FACTS],
  ['data-checksums-are-off', { ...FIRM, settings: { ...FIRM.settings, data_checksums: 'off' } }, FACTS],
  ['url-is-not-https', FIRM, { ...FACTS, url: 'http://accord.example' }],
  ['keys-are-of-a-demo', FIRM, { ...FACTS, demoKeys: true }],
])('a portal does not start where %s', (weakness, ground, facts) => {
  expect(weaknesses(ground, facts)).toEqual([weakness])
})
