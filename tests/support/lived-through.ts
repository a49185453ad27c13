import { randomBytes, randomUUID } from 'node:crypto'
import { askForRemoval } from '#app/services/ask-for-removal.server.ts'
import { issueConsentTokens } from '#app/services/issue-consent-tokens.server.ts'
import { answerUse, preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { saveDraft } from '#db/queries/drafts.server.ts'
import { markSeen } from '#db/queries/reconsent-requests.server.ts'
import {
  credentials,
  deaths,
  importRows,
  imports,
  invitations,
  mailAddresses,
  messages,
  papers,
  representations,
  rightsRequests,
  sessions,
  staff,
  usageReports,
  usageSubjects,
} from '#db/schema/index.ts'
import { answers } from './act.ts'
import { CHOICES, SNAPSHOT, type TestContributor, type TestNode } from './build.ts'
import type { TestPortal } from './test-portal.ts'

/** Something of this person in every table that is about people. */
export async function livesThroughEverything(
  accord: TestPortal,
  person: TestContributor,
  dataUseId: string,
): Promise<void> {
  const { portal, owner } = accord
  const contributorId = person.id
  await answers(accord, person, 'yes')
  await preferAltruism(portal, { contributorId, mode: 'include-me', choices: CHOICES, snapshot: SNAPSHOT })
  await answerUse(portal, { contributorId, dataUseId, answer: 'yes', snapshot: SNAPSHOT })
  const now = portal.clock.now()
  await portal.db.as({ subject: contributorId }, (tx) =>
    saveDraft(tx, { contributorId, programmeId: 'lung' }, { formId: 'lung-1', answers: {} }, now),
  )
  await portal.db.as({ subject: contributorId }, (tx) =>
    markSeen(tx, { contributorId, formId: 'lung-1', programmeId: 'lung', change: 'minor' }, now),
  )
  await owner.as('public', async (tx) => {
    const lookup = randomBytes(32)
    await tx.insert(credentials).values({ id: randomUUID(), contributorId, lookup, pinHash: 'hash', createdAt: now })
    await tx.insert(messages).values({ id: randomUUID(), contributorId, topic: 'letter-used', createdAt: now })
    const asked = { right: 'access', language: 'en', askedAt: now, dueOn: '2031-01-01' } as const
    await tx.insert(rightsRequests).values({ id: randomUUID(), contributorId, ...asked })
    await tx.insert(representations).values({
      ...{ id: randomUUID(), contributorId, acts: ['see'], firstDay: '2031-01-01', lastDay: '2031-12-31' },
      ...{ selector: randomUUID(), invitedUntil: now, createdAt: now },
    })
    await tx.insert(mailAddresses).values({
      contributorId,
      addressId: randomUUID(),
      sealed: randomBytes(40),
      kinds: [],
      endingHash: randomBytes(32),
      askedAt: now,
      numbersSent: 1,
      numbersSince: now,
    })
    await tx.insert(sessions).values({
      idHash: randomBytes(32),
      contributorId,
      createdAt: now,
      lastSeenAt: now,
      authenticatedAt: now,
      expiresAt: new Date(now.getTime() + 60_000),
    })
  })
}

/** A letter, a token, a report of use and a notice, all about this patient of this hospital. */
export async function visits(accord: TestPortal, person: TestContributor, node: TestNode): Promise<void> {
  const { portal, owner } = accord
  const { id: contributorId, enrolmentId, pseudonym } = person
  const enrolment = { id: enrolmentId, contributorId, pseudonym }
  await issueConsentTokens(portal, {
    node,
    target: { basis: 'consent', programme: 'lung' },
    tokenDays: 30,
    enrolments: [enrolment],
  })
  const now = portal.clock.now()
  await owner.as('public', async (tx) => {
    await tx.insert(invitations).values({
      id: randomUUID(),
      enrolmentId,
      selector: randomUUID(),
      secretHash: randomBytes(32),
      createdAt: now,
      expiresAt: now,
    })
    const reportId = randomUUID()
    await tx.insert(usageReports).values({
      id: reportId,
      nodeId: node.id,
      jti: reportId,
      sequence: Number.parseInt(reportId.slice(0, 7), 16),
      dataUseId: 'use',
      operation: 'training',
      toolName: 'Demo tool',
      toolVersion: '1',
      outcome: 'used',
      booking: 'accepted',
      unknownSubjects: 0,
      at: now,
      receivedAt: now,
      jws: 'a.b.c',
    })
    await tx.insert(usageSubjects).values({ reportId, enrolmentId, contributorId, covered: true })
    const clerk = { id: randomUUID(), email: `${reportId}@example.org`, passwordHash: 'hash' }
    await tx.insert(staff).values(clerk)
    await tx.insert(papers).values({
      ...{ id: randomUUID(), organisationId: node.organisationId, enrolmentId, contributorId, programmeId: 'lung' },
      ...{ wayIn: 'paper', sealed: randomBytes(40), enteredBy: clerk.id, enteredAt: now, waits: false },
    })
    const entered = { organisationId: node.organisationId, enrolmentId, diedOn: '2026-01-01', enteredBy: clerk.id }
    await tx.insert(deaths).values({ id: randomUUID(), ...entered, enteredAt: now })
    const file = { id: randomUUID(), digest: randomBytes(32), state: 'entered', rows: 1, goodRows: 1 } as const
    const sent = { organisationId: node.organisationId, formId: 'lung-1', checkedBy: clerk.id, checkedAt: now }
    await tx.insert(imports).values({ ...file, ...sent, problems: [] })
    const row = { importId: file.id, row: 2, organisationId: node.organisationId, enrolmentId }
    await tx.insert(importRows).values({ ...row, signedOn: '2025-01-01', language: 'en' })
    await askForRemoval(tx, contributorId, ['lung'], now)
  })
}
