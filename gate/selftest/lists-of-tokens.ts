import { deflateSync } from 'node:zlib'
import type { CaseWriter, TokenCase } from './case-writer.ts'
import { forge, statusListMember } from './forge.ts'
import { ISSUER, LIST_HEADER, LIST_TTL, without } from './good-case.ts'

/** The status list itself: is it the issuer's, is it whole, is it young enough? */
export function listsOfTokens({
  good,
  held,
  keys,
  listClaims,
  listOf,
  now,
  permitted,
  refused,
}: CaseWriter): TokenCase[] {
  const instead = (token: string) => held({ token })
  const signed = (payload: unknown) => forge({ header: LIST_HEADER, payload, key: keys.list.privateKey })
  return [
    refused('a list that was written for another address', 'status-list-invalid', {
      trust: listOf({ sub: `${ISSUER}/status-lists/8` }),
    }),
    refused('a list of another issuer', 'status-list-invalid', { trust: listOf({ iss: 'https://other.example' }) }),
    refused('a list signed with the key of consent tokens', 'status-list-invalid', {
      trust: instead(
        forge({ header: { ...LIST_HEADER, kid: 'consent-1' }, payload: listClaims, key: keys.consent.privateKey }),
      ),
    }),
    refused('a list signed by a stranger', 'status-list-invalid', {
      trust: instead(forge({ header: LIST_HEADER, payload: listClaims, key: keys.stranger.privateKey })),
    }),
    refused('a consent token in place of a list', 'status-list-invalid', { trust: instead(good) }),
    refused('a list that names its entries twice', 'status-list-invalid', {
      trust: instead(signed(JSON.stringify(listClaims).replace('{', '{"sub":"x",'))),
    }),
    refused('a list past its end, online', 'status-list-stale', { trust: listOf({ exp: now }) }),
    refused('a list past its end, offline', 'status-list-stale', { trust: listOf({ exp: now }), freshness: 'exp' }),
    refused('a list that was fetched longer ago than it is good for, online', 'status-list-stale', {
      trust: held({ fetched_at: now - LIST_TTL }),
    }),
    permitted('a list that was fetched a while ago, online', { trust: held({ fetched_at: now - LIST_TTL / 2 }) }),
    permitted('a list that was fetched hours ago, offline', {
      trust: held({ fetched_at: now - 7200 }),
      freshness: 'exp',
    }),
    refused('a list older than one already seen', 'status-list-stale', { trust: held({ newest_iat: now - 19 }) }),
    refused('a list older than one already seen, offline', 'status-list-stale', {
      trust: held({ newest_iat: now - 19 }),
      freshness: 'exp',
    }),
    refused('a list fetched in the future: the clock was set back', 'status-list-stale', {
      trust: held({ fetched_at: now + 3600 }),
      freshness: 'exp',
    }),
    refused('a list issued in the future', 'status-list-invalid', { trust: listOf({ iat: now + 3600 }) }),
    ...['exp', 'iat', 'sub', 'status_list'].map((claim) =>
      refused(`a list without ${claim}`, 'status-list-invalid', {
        trust: instead(signed(without(listClaims, claim))),
      }),
    ),
    ...[0, -60, '60', 1.5].map((ttl) =>
      refused(`a list that is good for ${JSON.stringify(ttl)} seconds`, 'status-list-invalid', {
        trust: listOf({ ttl }),
      }),
    ),
    ...[0, 3, 16, '1'].map((bits) =>
      refused(`a list of ${JSON.stringify(bits)} bits an entry`, 'status-list-invalid', {
        trust: listOf({ status_list: { ...statusListMember(), bits } }),
      }),
    ),
    ...(
      [
        ['that unpacks to 64 MB', deflateSync(Buffer.alloc(64 * 2 ** 20)).toString('base64url')],
        ['that is cut', Buffer.from(statusListMember().lst, 'base64url').subarray(0, -3).toString('base64url')],
        ['that is not compressed', Buffer.alloc(128).toString('base64url')],
        ['with padding', `${statusListMember().lst}==`],
        ['that is a number', 1],
        ['that is empty', ''],
      ] as const
    ).map(([which, lst]) =>
      refused(`a list ${which}`, 'status-list-invalid', { trust: listOf({ status_list: { bits: 1, lst } }) }),
    ),
  ]
}
