import type { CaseWriter, TokenCase } from './case-writer.ts'
import { statusListMember } from './forge.ts'
import { LIST } from './good-case.ts'

/** The status list: was it taken back? */
export function statusOfTokens({ claims, listOf, token, permitted, refused }: CaseWriter): TokenCase[] {
  const withIndex = (idx: number) => token({ claims: { ...claims, status: { status_list: { idx, uri: LIST } } } })
  return [
    refused('a token that was revoked', 'revoked', { trust: listOf({ status_list: statusListMember({ 42: 1 }) }) }),
    refused('a token that was suspended', 'revoked', {
      trust: listOf({ status_list: statusListMember({ 42: 2 }, 2) }),
    }),
    refused('a token with a status that nobody knows', 'revoked', {
      trust: listOf({ status_list: statusListMember({ 42: 15 }, 4) }),
    }),
    permitted('a token among revoked neighbours in a list of four bits', {
      trust: listOf({ status_list: statusListMember({ 41: 15, 43: 15 }, 4) }),
    }),
    refused('a token with an index just past the end of the list', 'status-out-of-range', { token: withIndex(1024) }),
    refused('a token with an index far past the end of the list', 'status-out-of-range', {
      token: withIndex(Number.MAX_SAFE_INTEGER),
    }),
    permitted('a token with the last index of the list', { token: withIndex(1023) }),
    refused('a token whose list this node does not hold', 'status-list-unavailable', { trust: { status_lists: {} } }),
    refused('a token that points at another list', 'status-list-unavailable', {
      token: token({ claims: { ...claims, status: { status_list: { idx: 42, uri: `${LIST}?` } } } }),
    }),
    refused('a token whose list has a name that every object has', 'status-list-unavailable', {
      token: token({ claims: { ...claims, status: { status_list: { idx: 42, uri: 'constructor' } } } }),
    }),
  ]
}
