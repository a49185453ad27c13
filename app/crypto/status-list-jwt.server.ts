import { deflateSync } from 'node:zlib'
import { decodeJwt } from 'jose'
import { decodedEntries, verifiedStatusList } from '#gate/status-list-token.ts'
import { STATUS_LIST_TYPE } from '../domain/token/consent-claims.ts'
import { clearedEntries, emptyStatusList, withInvalid } from '../domain/token/status-list.ts'
import type { Keyring } from './keyring.server.ts'
import { ownKeys } from './own-keys.server.ts'
import { signedAndChecked } from './sign.server.ts'

/** How long a gate may go on with a list before it asks again, in seconds. */
export const STATUS_LIST_TTL = 60

/** How long a gate that is cut off may rely on a list, in seconds. */
export const STATUS_LIST_LIFE = 24 * 60 * 60

const MAX_BYTES = 2 * 2 ** 20

export type ListToPublish = {
  issuer: string
  uri: string
  size: number
  revoked: readonly number[]
  previous: string | null
  at: Date
}

/** A signed status list (draft-ietf-oauth-status-list §5.1), decoded and compared again before it is returned. */
export async function statusListJwt(
  keys: Keyring,
  { issuer, uri, size, revoked, previous, at }: ListToPublish,
): Promise<string> {
  const entries = withInvalid(emptyStatusList(size), revoked)
  refuseToGoBack(previous, entries)

  const iat = Math.floor(at.getTime() / 1000)
  const claims = {
    iss: issuer,
    sub: uri,
    iat,
    exp: iat + STATUS_LIST_LIFE,
    ttl: STATUS_LIST_TTL,
    status_list: { bits: 1, lst: deflateSync(entries, { level: 6 }).toString('base64url') },
  }
  const jwt = await signedAndChecked(keys, STATUS_LIST_TYPE, claims, { maxBytes: MAX_BYTES })
  const read = await verifiedStatusList(jwt, { uri, issuer, keys: await ownKeys(keys) }, at)
  if (!Buffer.from(read.entries).equals(Buffer.from(entries))) throw new Error('the signed list is not the list meant')
  return jwt
}

/** What was once published as revoked stays revoked. */
function refuseToGoBack(previous: string | null, entries: Uint8Array): void {
  if (previous === null) return
  const before = decodedEntries(decodeJwt(previous).status_list).entries
  if (clearedEntries(before, entries).length > 0) throw new Error('a revoked entry would become valid again')
}
