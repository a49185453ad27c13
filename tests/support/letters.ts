import { randomBytes, randomUUID } from 'node:crypto'
import { newInvitationSecrets } from '#app/crypto/invitation-secrets.server.ts'
import { enrolments, invitations, outbox } from '#db/schema/index.ts'
import type { TestPortal } from './test-portal.ts'

export type TestLetter = { selector: string; code: string; birthDate: string; enrolmentId: string; pseudonym: string }

const DAY_MS = 86_400_000

/** A letter that this hospital sent to someone born on `birthDate`, good for 90 days; a second one where she has an enrolment. */
export async function aLetter(
  { owner, portal }: TestPortal,
  organisationId: string,
  { birthDate = '1951-03-07', days = 90, enrolmentId = '' } = {},
): Promise<TestLetter> {
  const { code, ...secrets } = await newInvitationSecrets(portal.secrets, birthDate)
  const id = enrolmentId || randomUUID()
  const pseudonym = `p${randomBytes(12).toString('hex')}`
  const createdAt = portal.clock.now()
  const expiresAt = new Date(createdAt.getTime() + days * DAY_MS)
  await owner.as('public', async (tx) => {
    await tx
      .insert(enrolments)
      .values({ id, organisationId, pseudonym, language: 'en', createdAt })
      .onConflictDoNothing()
    await tx.insert(invitations).values({ id: randomUUID(), enrolmentId: id, ...secrets, createdAt, expiresAt })
  })
  return { selector: secrets.selector, code, birthDate, enrolmentId: id, pseudonym }
}

/** The types of what this hospital was told, in order. */
export async function toldHospital({ owner }: TestPortal, organisationId: string): Promise<string[]> {
  const rows = await owner.as('public', (tx) => tx.select().from(outbox).orderBy(outbox.id))
  return rows.filter((row) => row.organisationId === organisationId).map(({ type }) => type)
}

/** The same portal, whose transactions commit late, so that those at the same moment surely overlap. */
export function withLateCommits({ portal }: TestPortal): TestPortal['portal'] {
  const as: typeof portal.db.as = (scope, work, reading) =>
    portal.db.as(
      scope,
      async (tx) => {
        const result = await work(tx)
        await new Promise((resolve) => setTimeout(resolve, 400))
        return result
      },
      reading,
    )
  return { ...portal, db: { ...portal.db, as } }
}
