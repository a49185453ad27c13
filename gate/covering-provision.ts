import { permittingProvision, type UseRequest } from '../app/domain/consent/provision.ts'
import { dayOf } from '../app/domain/day.ts'
import type { ConsentClaim } from '../app/domain/token/consent-claims.ts'
import { Refusal } from './refusal.ts'

/** What somebody wants to do, and on which of the two bases. */
export type GateRequest = UseRequest & Basis
export type Basis = { legal_basis: 'consent'; programme: string } | { legal_basis: 'altruism'; data_use: string }

/** The provision of this claim that covers the request at `at`; the rule itself is the portal's own. */
export function coveringProvision(consent: ConsentClaim, request: GateRequest, at: Date): number {
  if (!answersFor(consent, request)) throw new Refusal('basis-mismatch')
  const provision = permittingProvision(consent.provisions, request, dayOf(at))
  if (provision === null) throw new Refusal('outside-scope')
  return provision
}

/** A consent to one programme never answers for another, and neither basis for the other. */
function answersFor(consent: ConsentClaim, request: GateRequest): boolean {
  if (consent.basis !== request.legal_basis) return false
  return request.legal_basis === 'consent'
    ? 'programme' in consent && consent.programme === request.programme
    : 'data_use' in consent && consent.data_use === request.data_use
}
