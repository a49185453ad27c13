/** What is known of a signing key: whose signature it is, and from when until when it may be made. */
export type KeyFacts = {
  kid: string
  /** The `typ` of what it signs. */
  purpose: string
  activeFrom: Date
  retiredAt: Date | null
  revokedAt: Date | null
}

export type KeyState = 'planned' | 'active' | 'retired' | 'revoked'

/** Where a key stands in its life at `at`; what was taken back once is taken back for good. */
export function keyState({ activeFrom, retiredAt, revokedAt }: KeyFacts, at: Date): KeyState {
  if (revokedAt) return 'revoked'
  if (retiredAt && retiredAt <= at) return 'retired'
  return activeFrom <= at ? 'active' : 'planned'
}
