import { sql } from 'drizzle-orm'
import { decodeJwt } from 'jose'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { findStatusLists } from '#db/queries/status-lists.server.ts'
import { decodedEntries } from '#gate/status-list-token.ts'
import { answers } from '#tests/support/act.ts'
import { aContributor, SNAPSHOT, type TestContributor, type TestNode } from '#tests/support/build.ts'
import type { TestPortal } from '#tests/support/test-portal.ts'

/** What tests of the status lists look at. */

/** The entries that each published list shows as revoked. */
export async function shown({ portal }: TestPortal): Promise<Map<string, Set<number>>> {
  const lists = await portal.db.as('public', findStatusLists)
  return new Map(lists.flatMap(({ id, jwt }) => (jwt === null ? [] : [[id, new Set(invalidIn(jwt))]])))
}

/** What is in the second and not in the first, list by list. */
export function flippedBetween(before: Map<string, Set<number>>, after: Map<string, Set<number>>) {
  return new Map([...after].map(([id, entries]) => [id, [...entries].filter((index) => !before.get(id)?.has(index))]))
}

export function invalidIn(jwt: string): number[] {
  const { entries } = decodedEntries(decodeJwt(jwt).status_list)
  return [...entries].flatMap((byte, place) =>
    byte === 0 ? [] : [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => byte & (1 << bit)).map((bit) => place * 8 + bit),
  )
}

export async function aPersonWithToken(accord: TestPortal, node: TestNode): Promise<TestContributor> {
  const person = await aContributor(accord, node.organisationId)
  await answers(accord, person, 'yes')
  await tokensOf(accord, node, person)
  return person
}

/** The tokens of her consent at this node, issued where they are not there. */
export function tokensOf({ portal }: TestPortal, node: TestNode, { id, enrolmentId, pseudonym }: TestContributor) {
  const enrolments = [{ id: enrolmentId, contributorId: id, pseudonym }]
  const target = { basis: 'consent', programme: 'lung' } as const
  return issueConsentTokens(portal, { node, target, tokenDays: 30, enrolments })
}

export function withdraws({ portal }: TestPortal, { id }: { id: string }) {
  return withdrawConsent(portal, { contributorId: id, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT })
}

/** Every place that a token was ever given. */
export async function placesGiven({ owner }: TestPortal, contributorId: string | null = null) {
  const rows = await owner.as('public', (tx) =>
    tx.execute<{ list: string; index: number; state: string }>(sql`select status_list_id as list, status_index as index,
      state from consent_tokens where ${contributorId}::uuid is null or contributor_id = ${contributorId}::uuid`),
  )
  return [...rows]
}
