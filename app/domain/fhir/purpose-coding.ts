import { actReasonOf } from '../consent/act-reason.ts'
import { ACT_REASON, type Coding, ownSystem } from './coding.ts'

/** A purpose in our own code, and in HL7's where one says no more than ours. */
export function purposeCoding(code: string, url: string): Coding[] {
  const known = actReasonOf(code)
  const own = { system: ownSystem(url, 'purpose'), code }
  return known ? [own, { system: ACT_REASON, ...known }] : [own]
}
