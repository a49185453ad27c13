import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownKeys } from '#app/crypto/own-keys.server.ts'
import { statusAt } from '#app/domain/token/status-list.ts'
import { type ClaimedEnrolment, issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { objectToUse } from '#app/services/object-to-use.server.ts'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { openStatusLists, publishStatusLists, statusListUri } from '#app/services/publish-status-lists.server.ts'
import { voidClaim } from '#app/services/void-claim.server.ts'
import { withdrawConsent } from '#app/services/withdraw-consent.server.ts'
import { findStatusList } from '#db/queries/status-lists.server.ts'
import { verifiedStatusList } from '#gate/status-list-token.ts'
import { answers } from '#tests/support/act.ts'
import {
  aContributor,
  aDataUse,
  aNode,
  aProgramme,
  CHOICES,
  SNAPSHOT,
  type TestContributor,
  type TestNode,
} from '#tests/support/build.ts'
import { type TestPortal, testPortal } from '#tests/support/test-portal.ts'

let accord: TestPortal
let node: TestNode

beforeAll(async () => {
  accord = await testPortal()
  await aProgramme(accord)
  await aProgramme(accord, 'breast')
  node = await aNode(accord, ['lung', 'breast'])
  await openStatusLists(accord.portal)
})
afterAll(() => accord.close())

function issue(person: TestContributor, programme = 'lung') {
  return issueConsentTokens(accord.portal, {
    node,
    target: { basis: 'consent', programme },
    tokenDays: 30,
    enrolments: [enrolled(person)],
  })
}

function enrolled({ id, enrolmentId, pseudonym }: TestContributor): ClaimedEnrolment {
  return { id: enrolmentId, contributorId: id, pseudonym }
}

async function published(uri: string, index: number) {
  await publishStatusLists(accord.portal)
  const id = uri.split('/').at(-1) ?? ''
  const list = await accord.portal.db.as('public', (tx) => findStatusList(tx, id))
  const issuer = accord.portal.settings.url
  const read = await verifiedStatusList(
    list?.jwt ?? '',
    { uri: statusListUri(accord.portal, id), issuer, keys: await ownKeys(accord.portal.keys) },
    new Date(),
  )
  return statusAt(read.entries, index)
}

describe('a consent token', () => {
  test('is issued for a person who said yes', async () => {
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes')

    const [token] = await issue(person)
    const claims = decodeJwt(token?.compact ?? '')
    expect(claims).toMatchObject({ sub: person.pseudonym, aud: node.clientId, iss: accord.portal.settings.url })
    expect(claims.consent).toMatchObject({ basis: 'consent', programme: 'lung', provisions: CHOICES.provisions })
  })

  test('is the same token when asked for again', async () => {
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes')
    expect(await issue(person)).toEqual(await issue(person))
  })

  test('is issued for one programme and never for another', async () => {
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes')
    expect(await issue(person, 'breast')).toEqual([])
  })

  test.each(['no', 'later'] as const)('is not issued for a person who said %s', async (answer) => {
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, answer)
    expect(await issue(person)).toEqual([])
  })

  test('is not issued for a person who has not answered', async () => {
    expect(await issue(await aContributor(accord, node.organisationId))).toEqual([])
  })

  test('is revoked in the status list once the person withdraws', async () => {
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes')
    const [token] = await issue(person)
    const { status_list } = decodeJwt(token?.compact ?? '').status as { status_list: { idx: number; uri: string } }
    expect(await published(status_list.uri, status_list.idx)).toBe(0)

    await withdrawConsent(accord.portal, {
      contributorId: person.id,
      programmeId: 'lung',
      tier: 'stop',
      snapshot: SNAPSHOT,
    })
    expect(await published(status_list.uri, status_list.idx)).toBe(1)
    expect(await issue(person)).toEqual([])
  })

  test('is another one, at another place in the lists, after the person said yes again', async () => {
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes')
    const [before] = await issue(person)
    await withdrawConsent(accord.portal, {
      contributorId: person.id,
      programmeId: 'lung',
      tier: 'stop',
      snapshot: SNAPSHOT,
    })
    await answers(accord, person, 'yes')
    const [after] = await issue(person)
    expect(after?.jti).not.toBe(before?.jti)
    expect(decodeJwt(after?.compact ?? '').status).not.toEqual(decodeJwt(before?.compact ?? '').status)
  })

  test('is not issued while an objection stands', async () => {
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes')
    await objectToUse(accord.portal, { contributorId: person.id, country: 'SI', snapshot: SNAPSHOT })
    expect(await issue(person)).toEqual([])
  })

  test('is not issued once the claim was voided', async () => {
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes')
    await issue(person)
    expect(await voidClaim(accord.portal, { enrolmentId: person.enrolmentId })).toBe(true)
    expect(await issue(person)).toEqual([])
  })

  test('is issued by altruism for a data use that matches, and not once the person prefers to be left out', async () => {
    const person = await aContributor(accord, node.organisationId)
    const dataUse = await aDataUse(accord, 'lung')
    const wanted = () =>
      issueConsentTokens(accord.portal, {
        node,
        target: { basis: 'altruism', dataUse },
        tokenDays: 30,
        enrolments: [enrolled(person)],
      })
    const prefer = (mode: 'include-me' | 'ask-me' | 'leave-me-out') =>
      preferAltruism(accord.portal, { contributorId: person.id, mode, choices: CHOICES, snapshot: SNAPSHOT })
    await prefer('include-me')
    expect(await wanted()).toHaveLength(1)
    await prefer('ask-me')
    expect(await wanted()).toEqual([])
    await prefer('leave-me-out')
    expect(await wanted()).toEqual([])
  })

  test('tells nothing finer than the day', async () => {
    const person = await aContributor(accord, node.organisationId)
    await answers(accord, person, 'yes')
    const [token] = await issue(person)
    const { iat, nbf, exp } = decodeJwt(token?.compact ?? '')
    expect([iat, nbf, exp].map((time) => (time ?? 1) % 86_400)).toEqual([0, 0, 0])
  })
})
