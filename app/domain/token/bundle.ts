export const BUNDLE_TYPE = 'bundle+jwt'

/** The shape that this code writes and reads; another number means another shape. */
export const BUNDLE_VERSION = 1

/** The most that one bundle may take, in bytes. */
export const MAX_BUNDLE_BYTES = 16 * 2 ** 20

/** How long a bundle may be taken in, in seconds: as long as a status list lives. */
export const BUNDLE_LIFE = 24 * 60 * 60

/** How long a gate may rely on what a bundle says, in seconds; a gate may be stricter, never more lenient. */
export type BundlePolicy = {
  /** Connected: everything is asked for again after this. */
  ttl: number
  /** Cut off: the keys, lists and tokens are not relied upon any longer than this after `iat`, a list never after its own `exp`. */
  offline: number
  /** How far ahead of the gate's clock the portal's may be. */
  clock_skew: number
}

/** A consent token as it is handed out. */
export type HandedOutToken = { subject: string; consent_token: string; expires_at: string }

/** The tokens for one thing that the node takes part in. */
export type TargetTokens = { tokens: HandedOutToken[] } & (
  | { legal_basis: 'consent'; programme: string }
  | { legal_basis: 'altruism'; data_use: string }
)

/** All claims of a bundle; `base` is null where it is whole, or names the bundle that it adds to. */
export type BundleClaims = {
  iss: string
  aud: string
  jti: string
  iat: number
  exp: number
  version: typeof BUNDLE_VERSION
  base: string | null
  /** There is more to fetch, since this one. */
  more: boolean
  policy: BundlePolicy
  keys: Record<string, unknown>[]
  revoked_kids: string[]
  /** By address: every list in a whole bundle, those that changed otherwise. */
  status_lists: Record<string, string>
  /** Each thing that the node takes part in, with the tokens that are new. */
  consent_tokens: TargetTokens[]
}
