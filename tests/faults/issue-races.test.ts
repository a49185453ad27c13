import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { and, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wrapNewKey } from '#app/crypto/contributor-key.server.ts'
import type { TokenTarget } from '#app/domain/token/justified-claim.ts'
import { confirmAnswers } from '#app/services/confirm-answers.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { openStatusLists } from '#app/services/publish-status-lists.server.ts'
import { voidClaim } from '#app/services/void-claim.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { saveDraft } from '#db/queries/drafts.server.ts'
import {
  altruismPreferences,
  consentEvents,
  consents,
  consentTokens,
  contributors,
  enrolments,
} from '#db/schema/index.ts'
import {
  aDataUse,
  aNode,
  aProgramme,
  CHOICES,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { brokenLinks, recordOnDisk } from '#tests/support/chain.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'
import { share } from './share.ts'

const PAIRS = share({ small: 30, whole: 500 })
const AT_ONCE = 8

let accord: TestPortal
let node: TestNode
let byAltruism: TokenTarget
const byConsent: TokenTarget = { basis: 'consent', programme: 'lung' }

beforeAll(async () => {
  accord = await testPortal({ connections: 2 * AT_ONCE })
  await aProgramme(accord)
  await openStatusLists(accord.portal)
  node = await aNode(accord, ['lung'])
  byAltruism = { basis: 'altruism', dataUse: await aDataUse(accord, 'lung') }
})
afterAll(() => accord.close())

/** People who said yes to the programme and *include me* to altruism, and hold no token yet. */
async function peopleWhoSaidYes(count: number): Promise<TestContributor[]> {
  const people = Array.from({ length: count }, () => ({
    id: randomUUID(),
    enrolmentId: randomUUID(),
    pseudonym: `p${randomBytes(12).toString('hex')}`,
  }))
  const now = accord.portal.clock.now()
  const wrappedKey = wrapNewKey(accord.portal.secrets.master)
  const said = { eventId: randomUUID(), choices: CHOICES }
  const given = { ...said, programmeId: 'lung', state: 'given', formId: 'lung-1', decidedAt: now } as const
  await accord.owner.as('public', async (tx) => {
    await tx.insert(contributors).values(people.map(({ id }) => ({ id, language: 'en', createdAt: now, wrappedKey })))
    await tx.insert(enrolments).values(
      people.map(({ id, enrolmentId, pseudonym }) => ({
        id: enrolmentId,
        organisationId: node.organisationId,
        pseudonym,
        contributorId: id,
        language: 'en',
        createdAt: now,
        claimedAt: now,
      })),
    )
    const expiresAt = new Date(now.getTime() + 365 * 86_400_000)
    await tx.insert(consents).values(people.map(({ id }) => ({ ...given, contributorId: id, expiresAt })))
    await tx
      .insert(altruismPreferences)
      .values(people.map(({ id }) => ({ ...said, contributorId: id, mode: 'include-me' as const })))
  })
  return people
}

type Hold = NonNullable<Parameters<typeof issueConsentTokens>[2]>['hold']

function issueTo({ id, enrolmentId, pseudonym }: TestContributor, target: TokenTarget, hold?: Hold) {
  const issue = { node, target, tokenDays: 30, enrolments: [{ id: enrolmentId, contributorId: id, pseudonym }] }
  return issueConsentTokens(accord.portal, issue, hold ? { hold } : {})
}

type Change = { name: string; target: () => TokenTarget; off: (person: TestContributor) => Promise<unknown> }

const CHANGES: Change[] = [
  {
    name: 'a withdrawal',
    target: () => byConsent,
    off: ({ id }) =>
      withdrawConsent(accord.portal, { contributorId: id, programmeId: 'lung', tier: 'stop', snapshot: SNAPSHOT }),
  },
  {
    name: 'an objection',
    target: () => byConsent,
    off: ({ id }) => objectToUse(accord.portal, { contributorId: id, country: 'SI', snapshot: SNAPSHOT }),
  },
  {
    name: 'leave me out',
    target: () => byAltruism,
    off: ({ id }) =>
      preferAltruism(accord.portal, { contributorId: id, mode: 'leave-me-out', choices: CHOICES, snapshot: SNAPSHOT }),
  },
  {
    name: 'a voided claim',
    target: () => byConsent,
    off: ({ enrolmentId }) => voidClaim(accord.portal, { enrolmentId }),
  },
]

/** A node asks for a person's token at the moment at which she turns her switch off; either may come first. */
async function atTheSameMoment(person: TestContributor, { target, off }: Change, hold?: Hold): Promise<void> {
  const soon = () => pause(randomInt(4))
  await Promise.all([soon().then(() => issueTo(person, target(), hold)), soon().then(() => off(person))])
}

/** Several pairs at a time, until all are done. */
async function allPairs(
  people: readonly TestContributor[],
  race: (person: TestContributor) => Promise<void>,
): Promise<void> {
  const waiting = [...people]
  const inTurn = async () => {
    for (let person = waiting.pop(); person; person = waiting.pop()) await race(person)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, inTurn))
}

/** Planned or issued: what a hospital holds, or could still be given. */
async function liveTokens(people: readonly TestContributor[]): Promise<number> {
  const rows = await accord.owner.as('public', (tx) =>
    tx
      .select({ jti: consentTokens.jti })
      .from(consentTokens)
      .where(
        and(
          inArray(
            consentTokens.contributorId,
            people.map(({ id }) => id),
          ),
          inArray(consentTokens.state, ['planned', 'issued']),
        ),
      ),
  )
  return rows.length
}

describe.each(CHANGES)(`${PAIRS} nodes ask, each while $name is recorded`, (change) => {
  test('and nobody is left with a live token', { timeout: 180_000 }, async () => {
    const people = await peopleWhoSaidYes(PAIRS)
    await allPairs(people, (person) => atTheSameMoment(person, change))
    expect(await liveTokens(people)).toBe(0)
  })

  test('control: without holding the contributor’s row, somebody is', { timeout: 180_000 }, async () => {
    let live = 0
    for (let pairs = 0; pairs < 500 && live === 0; pairs += 20) {
      const people = await peopleWhoSaidYes(20)
      await allPairs(people, (person) => atTheSameMoment(person, change, async () => {}))
      live = await liveTokens(people)
    }
    expect(live).toBeGreaterThan(0)
  })
})

test('answers confirmed in two windows at once are recorded once', { timeout: 60_000 }, async () => {
  const people = await peopleWhoSaidYes(share({ small: 30, whole: 100 }))
  const confirm = ({ id: contributorId }: TestContributor) =>
    confirmAnswers(accord.portal, { contributorId, programmeId: 'lung', formId: 'lung-1', snapshot: SNAPSHOT })
  await allPairs(people, async (person) => {
    const key = { contributorId: person.id, programmeId: 'lung' }
    const draft = { formId: 'lung-1', answers: { 'take-part': 'no' } }
    await accord.portal.db.as({ subject: person.id }, (tx) => saveDraft(tx, key, draft, accord.portal.clock.now()))
    const decisions = await Promise.all([confirm(person), confirm(person)])
    expect(decisions.map((decision) => (decision.ok ? 'recorded' : decision.refusal)).sort()).toEqual([
      'answers-already-recorded',
      'recorded',
    ])
    const record = await recordOnDisk(accord, person.id)
    expect(record).toHaveLength(1)
    expect(brokenLinks(record)).toEqual([])
  })
  const ids = people.map(({ id }) => id)
  const recorded = await accord.owner.as('public', (tx) =>
    tx.select({ id: consentEvents.id }).from(consentEvents).where(inArray(consentEvents.contributorId, ids)),
  )
  expect(recorded).toHaveLength(people.length)
})
