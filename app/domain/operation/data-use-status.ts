import { type Decision, recorded, refused } from '../decision.ts'

export const DATA_USE_STATUSES = ['draft', 'approved', 'suspended', 'ended'] as const
export type DataUseStatus = (typeof DATA_USE_STATUSES)[number]

/** What may follow an approval; a draft becomes `approved` by its approval and by nothing else. */
export type DataUseTurn = 'suspended' | 'approved' | 'ended'

export type DataUseTurnRefusal =
  | 'data-use-not-approved'
  | 'data-use-not-suspended'
  | 'data-use-not-running'
  | 'data-use-is-over'

/** Suspended, gone on with, or ended before its time; a draft was never approved, and what ended is over for good. */
export function dataUseStatusChange(
  { status, endsAt }: { status: DataUseStatus; endsAt: Date },
  to: DataUseTurn,
  at: Date,
): Decision<DataUseTurn, DataUseTurnRefusal> {
  if (to === 'suspended') return status === 'approved' ? recorded(to) : refused('data-use-not-approved')
  if (to === 'ended') return isRunning(status) ? recorded(to) : refused('data-use-not-running')
  if (status !== 'suspended') return refused('data-use-not-suspended')
  return at < endsAt ? recorded(to) : refused('data-use-is-over')
}

function isRunning(status: DataUseStatus): boolean {
  return status === 'approved' || status === 'suspended'
}
