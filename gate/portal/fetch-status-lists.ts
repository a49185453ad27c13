import { secondsOf } from '../clock-skew.ts'
import { Failure } from '../failure.ts'
import type { TrustFile } from '../home/trust-file.ts'
import { reasonOf } from '../refusal.ts'
import { type StatusList, verifiedStatusList } from '../status-list-token.ts'
import { issuerKeys } from '../trust.ts'
import type { World } from '../world.ts'
import { type PortalClient, refused } from './portal-client.ts'

type HeldLists = TrustFile['status_lists']
type HeldList = HeldLists[string]
type Issuer = { issuer: string; keys: Awaited<ReturnType<typeof issuerKeys>> }

/** Every list that the portal names (draft-ietf-oauth-status-list §9), each verified before it is kept. */
export async function fetchStatusLists(
  portal: PortalClient,
  held: HeldLists,
  { issuer, jwks }: Pick<TrustFile, 'issuer' | 'jwks'>,
  { now }: Pick<World, 'now'>,
): Promise<HeldLists> {
  const keys = await issuerKeys(jwks)
  const lists: HeldLists = {}
  for (const uri of await listedUris(portal)) {
    const mine = Object.hasOwn(held, uri) ? held[uri] : undefined
    lists[uri] = await fetchStatusList(portal, uri, mine, { issuer, keys }, now())
  }
  return lists
}

async function listedUris(portal: PortalClient): Promise<string[]> {
  const { status_lists } = await portal.askJson('/status-lists', { headers: { Accept: 'application/json' } })
  if (!Array.isArray(status_lists) || !status_lists.every((uri) => typeof uri === 'string')) {
    throw new Failure('portal-answer-invalid', { path: '/status-lists' })
  }
  return status_lists
}

async function fetchStatusList(
  portal: PortalClient,
  uri: string,
  held: HeldList | undefined,
  issuer: Issuer,
  at: Date,
): Promise<HeldList> {
  const etag = held?.etag && (await isStillGood(held, uri, issuer, at)) ? held.etag : null
  const answer = await portal.ask(uri, {
    headers: { Accept: 'application/statuslist+jwt', ...(etag && { 'If-None-Match': etag }) },
  })
  const fetched_at = secondsOf(at)
  if (held && etag && answer.status === 304) return { ...held, fetched_at }
  if (answer.status !== 200) throw refused(uri, answer)

  const { iat } = await verified(answer.text, uri, issuer, at)
  if (held && iat < held.newest_iat) throw new Failure('status-list-older', { uri })
  return { token: answer.text, etag: answer.headers.get('ETag'), fetched_at, newest_iat: iat }
}

/** Only a list that would be trusted today may be confirmed as unchanged. */
async function isStillGood(held: HeldList, uri: string, issuer: Issuer, at: Date): Promise<boolean> {
  return verifiedStatusList(held.token, { uri, ...issuer }, at).then(
    () => true,
    () => false,
  )
}

async function verified(token: string, uri: string, issuer: Issuer, at: Date): Promise<StatusList> {
  try {
    return await verifiedStatusList(token, { uri, ...issuer }, at)
  } catch (cause) {
    throw new Failure('status-list-invalid', { uri, reason: reasonOf(cause) }, { cause })
  }
}
