import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { type ContributorHead, lockContributor } from '#db/queries/contributors.server.ts'
import {
  type Enrolment,
  findEnrolment,
  findEnrolmentsAmong,
  giveToRecord,
  lockEnrolment,
} from '#db/queries/enrolments.server.ts'
import { orLetGo } from '#db/queries/letting-go.server.ts'
import { insertContributor } from '#db/queries/new-contributor.server.ts'
import { enterSubject } from '#db/queries/scope.server.ts'
import { wrapNewKey } from '../crypto/contributor-key.server.ts'
import type { Portal } from '../portal.server.ts'

export type HeldRecord = { enrolmentId: string; contributor: ContributorHead }

/**
 * Locks the record of a hospital's pseudonym for what came on paper or by phone, and opens one where nobody has claimed
 * the letter yet; that letter leads into it later. `tx` is in the hospital's scope and is in the person's too from then
 * on. Null where the hospital enrolled nobody under this pseudonym.
 */
export async function holdRecord(
  portal: Portal,
  tx: Tx,
  { organisationId, pseudonym }: { organisationId: string; pseudonym: string },
): Promise<HeldRecord | null> {
  const [enrolment] = await findEnrolmentsAmong(tx, { organisationId, pseudonyms: [pseudonym] })
  if (!enrolment) return null

  const held = await orLetGo(tx, (savepoint) => holdAsItIs(portal, savepoint, enrolment))
  return held ?? holdRecord(portal, tx, { organisationId, pseudonym })
}

/** Null where it became somebody's, or somebody else's, before it was locked. */
async function holdAsItIs(portal: Portal, tx: Tx, enrolment: Enrolment): Promise<HeldRecord | null> {
  const contributorId = enrolment.contributorId ?? (await openRecord(portal, tx, enrolment))
  if (!contributorId) return null
  await enterSubject(tx, contributorId)
  const contributor = await lockContributor(tx, contributorId)
  const isStillHers = (await findEnrolment(tx, enrolment.id))?.contributorId === contributorId
  return isStillHers ? { enrolmentId: enrolment.id, contributor } : null
}

/** An account without a way in; its enrolment stays unclaimed, so that its letters still open. */
async function openRecord({ clock, secrets }: Portal, tx: Tx, { id, language }: Enrolment): Promise<string | null> {
  const enrolment = await lockEnrolment(tx, id)
  if (!enrolment || enrolment.contributorId || enrolment.retiredAt) return null

  const contributorId = randomUUID()
  const wrappedKey = wrapNewKey(secrets.master)
  await enterSubject(tx, contributorId)
  await insertContributor(tx, { id: contributorId, language, createdAt: clock.now(), wrappedKey })
  await giveToRecord(tx, id, contributorId)
  return contributorId
}
