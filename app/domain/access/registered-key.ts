/** A JSON Web Key as somebody wrote it down, before anything is known about it. */
export type WrittenKey = Record<string, unknown>

export type WrittenKeyRefusal =
  | 'keys-missing'
  | 'key-is-private'
  | 'key-type-not-allowed'
  | 'key-algorithm-wrong'
  | 'key-without-name'
  | 'key-names-repeated'

/** Members that only the holder of a key may know (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** What a node's assertions are signed with, by the type of its key (SMART App Launch). */
const ALGORITHM_OF: Record<string, string> = { 'EC P-384': 'ES384', RSA: 'RS384' }

/** What is wrong with the keys that a hospital wants to be known by, as far as reading them tells, or null. */
export function writtenKeysRefusal(keys: readonly WrittenKey[]): WrittenKeyRefusal | null {
  if (keys.length === 0) return 'keys-missing'
  if (keys.some((key) => PRIVATE_MEMBERS.some((member) => member in key))) return 'key-is-private'
  const names = keys.map(({ kid }) => kid)
  if (!names.every((kid) => typeof kid === 'string' && /^[\x21-\x7e]{1,255}$/.test(kid))) return 'key-without-name'
  if (new Set(names).size < names.length) return 'key-names-repeated'
  if (!keys.every((key) => algorithmOf(key))) return 'key-type-not-allowed'
  return keys.every(isForSigning) ? null : 'key-algorithm-wrong'
}

/** The one algorithm that a key is good for; null where it is of no use to a node. */
export function algorithmOf({ kty, crv }: WrittenKey): string | null {
  const type = kty === 'EC' ? `EC ${crv}` : kty
  return typeof type === 'string' && Object.hasOwn(ALGORITHM_OF, type) ? (ALGORITHM_OF[type] ?? null) : null
}

function isForSigning(key: WrittenKey): boolean {
  const { alg = algorithmOf(key), use = 'sig' } = key
  return alg === algorithmOf(key) && use === 'sig'
}
