import { isDataCategory, isPurpose, isRecipient } from '../consent/codes.ts'
import { isRegion } from '../consent/region.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import type { Particulars } from './data-use.ts'

export type ParticularsRefusal = 'data-use-code-unknown' | 'data-use-incomplete' | 'data-use-ends-before-start'

/** Whether particulars say something that a decision can be made on; a code that nobody knows would deny everybody. */
export function checkedParticulars(particulars: Particulars): Decision<Particulars, ParticularsRefusal> {
  const { purpose, recipient, region, data, organisation, tool, approvalReference, startsAt, endsAt } = particulars
  const areKnown = isPurpose(purpose) && isRecipient(recipient) && isRegion(region) && data.every(isDataCategory)
  if (!areKnown) return refused('data-use-code-unknown')
  const texts = [organisation, tool.name, tool.version, approvalReference]
  if (data.length === 0 || texts.some((text) => !text.trim())) return refused('data-use-incomplete')
  if (!(startsAt < endsAt)) return refused('data-use-ends-before-start')
  return recorded({ ...particulars, data: [...new Set(data)] })
}
