import { dayOf } from '../day.ts'
import { wishFor } from './altruism.ts'
import type { RecordedEvent } from './events.ts'
import { permittingProvision, type UseRequest } from './provision.ts'
import { consentTo, type Standing, standingFrom } from './standing.ts'

/** An approved project, as far as a decision needs it. */
export type DataUseScope = {
  id: string
  legalBasis: 'consent' | 'altruism'
  status: 'draft' | 'approved' | 'suspended' | 'ended'
  purpose: string
  recipient: string
  region: string
  data: string[]
  startsAt: Date
  endsAt: Date
}

/** A consent to one programme never answers for another; altruism answers for one approved data use. */
export type DecisionRequest = UseRequest &
  ({ legal_basis: 'consent'; programme: string } | { legal_basis: 'altruism'; data_use: DataUseScope | null })

export const REASONS = [
  'permitted-by-consent',
  'permitted-by-altruism',
  'no-record',
  'refused',
  'deferred',
  'withdrawn',
  'expired',
  'outside-scope',
  'objected',
  'form-superseded',
] as const

export type Reason = (typeof REASONS)[number]

/** `provision` is the index of the provision that decided, in the choices that were asked. */
export type DecisionOutcome = { outcome: 'permit' | 'deny'; reason: Reason; provision: number | null }

/** Forms whose answers no longer count, because their authority took them back. */
export type SupersededForms = ReadonlySet<string>

/** May this be done with this person's data at `at`, as the portal knew at `knownAt`? */
export function decide(
  records: readonly RecordedEvent[],
  request: DecisionRequest,
  { at, knownAt, superseded = new Set() }: { at: Date; knownAt: Date; superseded?: SupersededForms },
): DecisionOutcome {
  return decideStanding(standingFrom(records, { at, knownAt }), request, { at, superseded })
}

/** The same question, asked of what the records fold into. */
export function decideStanding(
  standing: Standing,
  request: DecisionRequest,
  { at, superseded = new Set() }: { at: Date; superseded?: SupersededForms },
): DecisionOutcome {
  if (standing.objectedIn.length > 0) return deny('objected')
  switch (request.legal_basis) {
    case 'consent':
      return decideByConsent(standing, request.programme, request, at, superseded)
    case 'altruism':
      return decideByAltruism(standing, request.data_use, request, at)
    default:
      return deny('outside-scope')
  }
}

function decideByConsent(
  standing: Standing,
  programme: string,
  request: UseRequest,
  at: Date,
  superseded: SupersededForms,
): DecisionOutcome {
  const consent = consentTo(standing, programme)
  if (!consent) return deny('no-record')
  if (consent.state !== 'given') return deny(consent.state)
  if (!consent.expiresAt || !(at < consent.expiresAt)) return deny('expired')
  if (!consent.formId || superseded.has(consent.formId)) return deny('form-superseded')

  const provision = permittingProvision(consent.choices?.provisions ?? [], request, dayOf(at))
  return provision === null ? deny('outside-scope') : permit('permitted-by-consent', provision)
}

function decideByAltruism(
  standing: Standing,
  use: DataUseScope | null,
  request: UseRequest,
  at: Date,
): DecisionOutcome {
  if (!use || !isWithinUse(use, request, at)) return deny('outside-scope')
  const wish = wishFor(standing, use.id)
  if (wish !== 'included') return deny(REASON_OF_WISH[wish])

  const provision = permittingProvision(standing.altruism?.choices?.provisions ?? [], request, dayOf(at))
  return provision === null ? deny('outside-scope') : permit('permitted-by-altruism', provision)
}

const REASON_OF_WISH = { none: 'no-record', declined: 'refused', asks: 'deferred' } as const

function isWithinUse(use: DataUseScope, { purpose, recipient, region, data }: UseRequest, at: Date): boolean {
  return (
    use.legalBasis === 'altruism' &&
    use.status === 'approved' &&
    use.startsAt <= at &&
    at < use.endsAt &&
    use.purpose === purpose &&
    use.recipient === recipient &&
    use.region === region &&
    data.every((category) => use.data.includes(category))
  )
}

function permit(reason: Reason, provision: number): DecisionOutcome {
  return { outcome: 'permit', reason, provision }
}

function deny(reason: Reason): DecisionOutcome {
  return { outcome: 'deny', reason, provision: null }
}
