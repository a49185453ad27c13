import { deflateSync } from 'node:zlib'
import { forge, statusListMember } from './issuer.ts'
import {
  CLAIMS,
  consentKey,
  GOOD,
  held,
  ISSUER,
  LIST,
  LIST_CLAIMS,
  LIST_HEADER,
  listed,
  listKey,
  listToken,
  NOW,
  permitted,
  refused,
  strangerKey,
  type TokenCase,
  token,
  without,
} from './token-case.ts'

/** The status list: was it taken back? */
export function statusOfTokens(): TokenCase[] {
  const withIndex = (idx: number) => token({ claims: { ...CLAIMS, status: { status_list: { idx, uri: LIST } } } })
  return [
    refused('a token that was revoked', 'revoked', { trust: listed({ status_list: statusListMember({ 42: 1 }) }) }),
    refused('a token that was suspended', 'revoked', {
      trust: listed({ status_list: statusListMember({ 42: 2 }, 2) }),
    }),
    refused('a token with a status that nobody knows', 'revoked', {
      trust: listed({ status_list: statusListMember({ 42: 15 }, 4) }),
    }),
    permitted('a token among revoked neighbours in a list of four bits', {
      trust: listed({ status_list: statusListMember({ 41: 15, 43: 15 }, 4) }),
    }),
    refused('a token with an index just past the end of the list', 'status-out-of-range', { token: withIndex(1024) }),
    refused('a token with an index far past the end of the list', 'status-out-of-range', {
      token: withIndex(Number.MAX_SAFE_INTEGER),
    }),
    permitted('a token with the last index of the list', { token: withIndex(1023) }),
    refused('a token whose list this node does not hold', 'status-list-unavailable', { trust: { status_lists: {} } }),
    refused('a token that points at another list', 'status-list-unavailable', {
      token: token({ claims: { ...CLAIMS, status: { status_list: { idx: 42, uri: `${LIST}?` } } } }),
    }),
    refused('a token whose list has a name that every object has', 'status-list-unavailable', {
      token: token({ claims: { ...CLAIMS, status: { status_list: { idx: 42, uri: 'constructor' } } } }),
    }),
    refused('a list that was written for another address', 'status-list-invalid', {
      trust: listed({ sub: `${ISSUER}/status-lists/8` }),
    }),
    refused('a list of another issuer', 'status-list-invalid', { trust: listed({ iss: 'https://other.example' }) }),
    refused('a list signed with the key of consent tokens', 'status-list-invalid', {
      trust: listToken(
        forge({ header: { ...LIST_HEADER, kid: 'consent-1' }, payload: LIST_CLAIMS, key: consentKey.privateKey }),
      ),
    }),
    refused('a list signed by a stranger', 'status-list-invalid', {
      trust: listToken(forge({ header: LIST_HEADER, payload: LIST_CLAIMS, key: strangerKey.privateKey })),
    }),
    refused('a consent token in place of a list', 'status-list-invalid', { trust: listToken(GOOD) }),
    refused('a list that names its entries twice', 'status-list-invalid', {
      trust: listToken(
        forge({
          header: LIST_HEADER,
          payload: JSON.stringify(LIST_CLAIMS).replace('{', '{"sub":"x",'),
          key: listKey.privateKey,
        }),
      ),
    }),
    refused('a list past its end, online', 'status-list-stale', { trust: listed({ exp: NOW }) }),
    refused('a list past its end, offline', 'status-list-stale', { trust: listed({ exp: NOW }), freshness: 'exp' }),
    refused('a list that was fetched longer ago than it is good for, online', 'status-list-stale', {
      trust: held({ fetched_at: NOW - 60 }),
    }),
    permitted('a list that was fetched a moment less long ago', { trust: held({ fetched_at: NOW - 59 }) }),
    permitted('a list that was fetched hours ago, offline', {
      trust: held({ fetched_at: NOW - 7200 }),
      freshness: 'exp',
    }),
    refused('a list older than one already seen', 'status-list-stale', { trust: held({ newest_iat: NOW - 19 }) }),
    refused('a list older than one already seen, offline', 'status-list-stale', {
      trust: held({ newest_iat: NOW - 19 }),
      freshness: 'exp',
    }),
    refused('a list fetched in the future: the clock was set back', 'status-list-stale', {
      trust: held({ fetched_at: NOW + 3600 }),
      freshness: 'exp',
    }),
    refused('a list issued in the future', 'status-list-invalid', { trust: listed({ iat: NOW + 61 }) }),
    ...['exp', 'iat', 'sub', 'status_list'].map((claim) =>
      refused(`a list without ${claim}`, 'status-list-invalid', {
        trust: listToken(forge({ header: LIST_HEADER, payload: without(LIST_CLAIMS, claim), key: listKey.privateKey })),
      }),
    ),
    ...[0, -60, '60', 1.5].map((ttl) =>
      refused(`a list that is good for ${JSON.stringify(ttl)} seconds`, 'status-list-invalid', {
        trust: listed({ ttl }),
      }),
    ),
    ...[0, 3, 16, '1'].map((bits) =>
      refused(`a list of ${JSON.stringify(bits)} bits an entry`, 'status-list-invalid', {
        trust: listed({ status_list: { ...statusListMember(), bits } }),
      }),
    ),
    ...(
      [
        ['that unpacks to 256 MB', deflateSync(Buffer.alloc(256 * 2 ** 20)).toString('base64url')],
        ['that is cut', Buffer.from(statusListMember().lst, 'base64url').subarray(0, -3).toString('base64url')],
        ['that is not compressed', Buffer.alloc(128).toString('base64url')],
        ['with padding', `${statusListMember().lst}==`],
        ['that is a number', 1],
        ['that is empty', ''],
      ] as const
    ).map(([which, lst]) =>
      refused(`a list ${which}`, 'status-list-invalid', { trust: listed({ status_list: { bits: 1, lst } }) }),
    ),
  ]
}
