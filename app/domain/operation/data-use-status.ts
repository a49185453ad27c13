import { type Decision, recorded, refused } from '../decision.ts'

export type DataUseStatus = 'draft' | 'approved' | 'suspended' | 'ended'

/** Whether an approved data use may be suspended, or a suspended one go on; a draft was never approved, and what ended is over. */
export function dataUseStatusChange(
  from: DataUseStatus,
  to: 'approved' | 'suspended',
): Decision<DataUseStatus, 'data-use-not-approved' | 'data-use-not-suspended'> {
  if (to === 'suspended') return from === 'approved' ? recorded(to) : refused('data-use-not-approved')
  return from === 'suspended' ? recorded(to) : refused('data-use-not-suspended')
}
