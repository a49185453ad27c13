import { type KeyFacts, keyState } from '#app/domain/key/key-state.ts'

/** Every key in a line of its own: where it stands, since when, what for, and its name. */
export function asTable(keys: readonly KeyFacts[], at: Date): string {
  const rows = keys.map((key) => [keyState(key, at), since(key, at), key.purpose.padEnd(24), key.kid])
  return rows.map(([state = '', ...row]) => [state.padEnd(8), ...row].join('  ')).join('\n')
}

/** When the state that a key is in began; of a planned one, when it will end. */
function since(key: KeyFacts, at: Date): string {
  const { activeFrom, retiredAt, revokedAt } = key
  const instants = { planned: activeFrom, active: activeFrom, retired: retiredAt, revoked: revokedAt }
  return instants[keyState(key, at)]?.toISOString() ?? ''
}
