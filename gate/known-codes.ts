import { isDataCategory, isPurpose, isRecipient } from '../app/domain/consent/codes.ts'
import { isRegion } from '../app/domain/consent/region.ts'
import type { GateRequest } from './covering-provision.ts'
import { UsageError } from './usage-error.ts'

/** The same request, refused where it names a code that nobody knows: a slip of the pen is not a denial. */
export function requireKnownCodes(request: GateRequest): GateRequest {
  known(request.purpose, isPurpose, 'purpose')
  known(request.recipient, isRecipient, 'recipient')
  known(request.region, isRegion, 'region')
  for (const code of request.data) known(code, isDataCategory, 'data')
  return request
}

/** This code, if there is such a one; `place` is where it stood. */
export function known(code: string, isKnown: (code: string) => boolean, place: string): string {
  if (!isKnown(code)) throw new UsageError(`${place} does not know "${code}"`)
  return code
}
