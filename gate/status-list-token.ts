import { inflateSync } from 'node:zlib'
import { STATUS_LIST_TYPE } from '../app/domain/token/consent-claims.ts'
import { canonicalBytes } from './canonical-base64url.ts'
import { isInTheFuture, isOver } from './clock-skew.ts'
import { verifiedPayload } from './compact-jws.ts'
import { Refusal } from './refusal.ts'
import { isJsonObject, type JsonObject } from './strict-json.ts'
import type { IssuerKeys } from './trust.ts'

/** The largest status list token and the largest list inside: 2^20 entries of 8 bits. */
const MAX_TOKEN_BYTES = 2 * 2 ** 20
const MAX_LIST_BYTES = 2 ** 20

/** Where a list does not say how long it is good for. */
const DEFAULT_TTL_SECONDS = 60

export type StatusList = {
  uri: string
  iat: number
  exp: number
  ttl: number
  bits: 1 | 2 | 4 | 8
  entries: Uint8Array
}

/** The list that this issuer signed for `uri`, not expired at `at` (draft-ietf-oauth-status-list §5.1, §8.3). */
export async function verifiedStatusList(
  token: string,
  { uri, issuer, keys }: { uri: string; issuer: string; keys: IssuerKeys },
  at: Date,
): Promise<StatusList> {
  const payload = await verifiedPayload(token, { typ: STATUS_LIST_TYPE, keys, maxBytes: MAX_TOKEN_BYTES })
  const list = statusListFrom(payload, { uri, issuer })
  if (isInTheFuture(list.iat, at)) throw new Refusal('status-list-invalid')
  if (isOver(list.exp, at)) throw new Refusal('status-list-stale')
  return list
}

/** `exp` is only recommended by the draft; here it is what bounds a node that is cut off. */
function statusListFrom(payload: JsonObject, { uri, issuer }: { uri: string; issuer: string }): StatusList {
  const { sub, iss = issuer, iat, exp, ttl = DEFAULT_TTL_SECONDS, status_list } = payload
  if (sub !== uri || iss !== issuer || !isSeconds(iat) || !isSeconds(exp) || !isSeconds(ttl) || ttl === 0) {
    throw new Refusal('status-list-invalid')
  }
  return { uri, iat, exp, ttl, ...decodedEntries(status_list) }
}

/** The entries of a `status_list` member, inflated no further than the largest list (draft §4.2). */
export function decodedEntries(statusList: unknown): { bits: 1 | 2 | 4 | 8; entries: Uint8Array } {
  if (!isJsonObject(statusList)) throw new Refusal('status-list-invalid')
  const { bits, lst } = statusList
  if (!isBits(bits) || typeof lst !== 'string') throw new Refusal('status-list-invalid')
  try {
    return { bits, entries: inflateSync(canonicalBytes(lst), { maxOutputLength: MAX_LIST_BYTES }) }
  } catch (cause) {
    throw new Refusal('status-list-invalid', { cause })
  }
}

function isBits(value: unknown): value is 1 | 2 | 4 | 8 {
  return value === 1 || value === 2 || value === 4 || value === 8
}

function isSeconds(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
