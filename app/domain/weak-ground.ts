/** What must not be under a portal that keeps people's choices; each code says one thing to mend. */
export type Weakness =
  | 'postgresql-older-than-15'
  | 'database-role-is-superuser'
  | 'database-role-bypasses-row-security'
  | 'database-role-owns-tables'
  | 'fsync-is-off'
  | 'full-page-writes-are-off'
  | 'commit-is-not-synchronous'
  | 'data-checksums-are-off'
  | 'url-is-not-https'
  | 'keys-are-of-a-demo'

export type Ground = {
  version: number
  superuser: boolean
  bypassesRowSecurity: boolean
  ownsTables: boolean
  settings: Record<'fsync' | 'full_page_writes' | 'synchronous_commit' | 'data_checksums', string>
}

/** Acknowledged must mean durable, and the application must not be able to rewrite history. */
export function weaknesses(ground: Ground, { url, demoKeys }: { url: string; demoKeys: boolean }): Weakness[] {
  const { settings } = ground
  const found: [Weakness, boolean][] = [
    ['postgresql-older-than-15', ground.version < 150_000],
    ['database-role-is-superuser', ground.superuser],
    ['database-role-bypasses-row-security', ground.bypassesRowSecurity],
    ['database-role-owns-tables', ground.ownsTables],
    ['fsync-is-off', settings.fsync !== 'on'],
    ['full-page-writes-are-off', settings.full_page_writes !== 'on'],
    ['commit-is-not-synchronous', settings.synchronous_commit === 'off'],
    ['data-checksums-are-off', settings.data_checksums !== 'on'],
    ['url-is-not-https', !url.startsWith('https://')],
    ['keys-are-of-a-demo', demoKeys],
  ]
  return found.filter(([, isSo]) => isSo).map(([weakness]) => weakness)
}
