import type { ConsentStanding } from '../consent/standing.ts'
import { NOTHING_RECORDED } from '../consent/standing.ts'
import { type Day, dayOf } from '../day.ts'
import { justifiedClaim } from '../token/justified-claim.ts'

/** Where one person stands with one programme, under one hospital's name for her. */
export type ConsentRecord = {
  pseudonym: string
  organisationId: string
  authority: string
  consent: ConsentStanding
  objectedAt: Date | null
  supersededAt: Date | null
}

export type ConsentStatus = 'active' | 'rejected' | 'inactive'

/** Who asks: a hospital's node that is about to use data, or a client that its auditors use. */
export type Audience = 'node' | 'auditor'

/** What FHIR calls this consent now; active exactly where a consent token would be justified. Null: nothing was decided. */
export function consentStatus(record: ConsentRecord, at: Date): ConsentStatus | null {
  if (record.consent.state === 'deferred') return null
  if (record.consent.state === 'refused') return 'rejected'
  return isJustified(record, at) ? 'active' : 'inactive'
}

/** Towards a node only a permitted consent exists. */
export function existsFor(audience: Audience, status: ConsentStatus | null): status is ConsentStatus {
  return status === 'active' || (status !== null && audience === 'auditor')
}

/** The day on which it became what it is. */
export function changedOn({ consent, objectedAt, supersededAt }: ConsentRecord, at: Date): Day {
  const ended = consent.expiresAt && consent.expiresAt <= at ? consent.expiresAt : null
  const moments = [consent.decidedAt, ended, objectedAt, supersededAt].flatMap((moment) => moment ?? [])
  return moments.map(dayOf).reduce((latest, day) => (day > latest ? day : latest))
}

function isJustified({ consent, objectedAt, supersededAt }: ConsentRecord, at: Date): boolean {
  const programme = consent.programmeId
  const standing = { ...NOTHING_RECORDED, consents: { [programme]: consent }, objectedIn: objectedAt ? ['any'] : [] }
  const superseded = new Set(supersededAt && consent.formId ? [consent.formId] : [])
  return justifiedClaim(standing, { basis: 'consent', programme }, { versions: new Map(), superseded }, at) !== null
}
