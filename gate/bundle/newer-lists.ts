import type { BundleClaims } from '../../app/domain/token/bundle.ts'
import { Failure } from '../failure.ts'
import type { TrustFile } from '../home/trust-file.ts'
import { reasonOf } from '../refusal.ts'
import { type StatusList, verifiedStatusList } from '../status-list-token.ts'
import { type IssuerKeySet, issuerKeys } from '../trust.ts'

type Lists = TrustFile['status_lists']
type HeldLists = { status_lists: Lists } | null

/** The lists of a bundle, each verified before it is kept, and none older than one that was held (draft-ietf-oauth-status-list §8.3). */
export async function newerLists(
  { iss: issuer, status_lists }: BundleClaims,
  known: { before: HeldLists; held: HeldLists; jwks: IssuerKeySet; dated: number; at: Date },
): Promise<Lists> {
  const { before, held, dated, at } = known
  const keys = await issuerKeys(known.jwks)
  const lists: [uri: string, list: Lists[string]][] = []
  for (const [uri, token] of Object.entries(status_lists)) {
    const { iat } = await verified(token, { uri, issuer, keys }, at)
    const newest = Math.max(newestIat(before, uri), newestIat(held, uri))
    if (iat < newest) throw new Failure('status-list-older', { uri })
    lists.push([uri, { token, fetched_at: dated, newest_iat: iat }])
  }
  return Object.fromEntries(lists)
}

function newestIat(file: HeldLists, uri: string): number {
  const lists = file?.status_lists ?? {}
  return Object.hasOwn(lists, uri) ? (lists[uri]?.newest_iat ?? 0) : 0
}

async function verified(token: string, ...[list, at]: ListAndDate): Promise<StatusList> {
  try {
    return await verifiedStatusList(token, list, at)
  } catch (cause) {
    throw new Failure('status-list-invalid', { uri: list.uri, reason: reasonOf(cause) }, { cause })
  }
}

type ListAndDate = [list: Parameters<typeof verifiedStatusList>[1], at: Date]
