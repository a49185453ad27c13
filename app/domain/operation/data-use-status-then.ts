import type { DataUseStatus } from './data-use-status.ts'

/** What was done to an approved data use, as it was noted. */
export type StatusChange = { action: keyof typeof BECAME; at: Date }

const BECAME = {
  'data-use-suspended': 'suspended',
  'data-use-resumed': 'approved',
  'data-use-ended': 'ended',
} as const satisfies Record<string, DataUseStatus>

export const STATUS_CHANGES = Object.keys(BECAME) as StatusChange['action'][]

/** How a data use stood at `at`: by the last that was done to it until then, or as approved before anything was. */
export function statusThen(
  use: { status: DataUseStatus; approvedAt: Date | null },
  changes: readonly StatusChange[],
  at: Date,
): DataUseStatus {
  if (use.approvedAt && at < use.approvedAt) return 'draft'
  const last = changes.filter((change) => change.at <= at).at(-1)
  if (last) return BECAME[last.action]
  return changes.length === 0 ? use.status : 'approved'
}
