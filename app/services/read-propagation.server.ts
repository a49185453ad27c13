import { findHospitalsOf } from '#db/queries/hospitals-of.server.ts'
import { findRemovalsOf, type RemovalAt } from '#db/queries/removal-tasks.server.ts'
import { findWithdrawalReceipts } from '#db/queries/withdrawal-receipts.server.ts'
import { type HospitalStep, hospitalStep, lastHeardFrom } from '../domain/consent/propagation.ts'
import type { Portal } from '../portal.server.ts'

/** How far a withdrawal has come at one hospital, and what it answered to being asked to remove the data. */
export type Propagation = {
  hospital: string
  step: HospitalStep
  removal: RemovalAt | null
  /** Since when an answer is awaited; null where nothing is open. */
  openSince: Date | null
  lastHeardFrom: Date | null
}

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
      const step = hospitalStep(told, withdrawnAt)
      const removal = removals.find(({ hospital }) => hospital === name) ?? null
      const openSince = openSinceOf(step, removal, withdrawnAt)
      return { hospital: name, step, removal, openSince, lastHeardFrom: lastHeardFrom(told) }
    })
  })
}

function openSinceOf({ state }: HospitalStep, removal: RemovalAt | null, withdrawnAt: Date): Date | null {
  if (state === 'waiting' || state === 'sent') return withdrawnAt
  return removal && removal.outcome === null ? removal.requestedAt : null
}
