import { findHospitalsOf } from '#db/queries/hospitals-of.server.ts'
import { findRemovalsOf, type RemovalAt } from '#db/queries/removal-tasks.server.ts'
import { findWithdrawalReceipts } from '#db/queries/withdrawal-receipts.server.ts'
import { type HospitalStep, hospitalStep } from '../domain/consent/propagation.ts'
import type { Portal } from '../portal.server.ts'

/** How far a withdrawal has come at one hospital, and what it answered to being asked to remove the data. */
export type Propagation = { hospital: string; step: HospitalStep; removal: RemovalAt | null }

const NEVER_TOLD = { told: 0, sent: 0, acknowledged: 0, lastSentAt: null, lastAcknowledgedAt: null }

/** Follows a withdrawal to its end: sent, received, applied, for each of a person's hospitals. */
export async function readPropagation(
  { db }: Portal,
  asked: { contributorId: string; programmeId: string; withdrawnAt: Date },
): Promise<Propagation[]> {
  const { contributorId, programmeId, withdrawnAt } = asked
  return db.as({ subject: contributorId }, async (tx) => {
    const receipts = await findWithdrawalReceipts(tx, { contributorId, programmeId })
    const removals = await findRemovalsOf(tx, { contributorId, programmeId })
    const hospitals = await findHospitalsOf(tx, contributorId)
    return hospitals.map(({ name, nodes }) => {
      const told = nodes.map(({ id, lastSyncAt }) => ({ ...(receipts.get(id) ?? NEVER_TOLD), lastSyncAt }))
      return {
        hospital: name,
        step: hospitalStep(told, withdrawnAt),
        removal: removals.find(({ hospital }) => hospital === name) ?? null,
      }
    })
  })
}
