import type { Choices } from '../consent/choices.ts'
import type { Provision } from '../consent/provision.ts'
import { addDays, dayOf, startOfDay } from '../day.ts'

export const CONSENT_TOKEN_TYPE = 'consent+jwt'
export const STATUS_LIST_TYPE = 'statuslist+jwt'

/** Longest life of a consent token, in days. */
export const MAX_TOKEN_DAYS = 30

/** What a consent token says about the consent (the claim `consent`). */
export type ConsentClaim = {
  basis: 'consent' | 'altruism'
  form: { id: string; version: string }
  provisions: Provision[]
  recontact: boolean
  incidental_findings: string
} & ({ programme: string } | { data_use: string })

/** All claims of a consent token; `sub` is the hospital's pseudonym, `aud` one node's client id. */
export type ConsentTokenClaims = {
  iss: string
  sub: string
  aud: string
  iat: number
  nbf: number
  exp: number
  jti: string
  status: { status_list: { idx: number; uri: string } }
  consent: ConsentClaim
}

export type TokenSubject = {
  issuer: string
  pseudonym: string
  clientId: string
  jti: string
  status: { index: number; uri: string }
}

/** The consent claim that these choices justify. */
export function consentClaim(
  target: { basis: 'consent'; programme: string } | { basis: 'altruism'; data_use: string },
  form: { id: string; version: string },
  choices: Choices,
): ConsentClaim {
  const { provisions, recontact, incidental_findings } = choices
  return { ...target, form, provisions, recontact, incidental_findings }
}

/** The claims of a token issued on `at`; times are whole days, so that two hospitals cannot match on them. */
export function consentTokenClaims(
  subject: TokenSubject,
  consent: ConsentClaim,
  { at, expiresOn }: { at: Date; expiresOn: string },
): ConsentTokenClaims {
  const today = startOfDay(dayOf(at))
  return {
    iss: subject.issuer,
    sub: subject.pseudonym,
    aud: subject.clientId,
    iat: today,
    nbf: today,
    exp: startOfDay(expiresOn),
    jti: subject.jti,
    status: { status_list: { idx: subject.status.index, uri: subject.status.uri } },
    consent,
  }
}

/** The day a token issued at `at` ends: the programme's days, the longest life, or the consent's own end, whichever is first. */
export function tokenExpiryDay(at: Date, programmeDays: number, consentExpiresAt: Date | null): string {
  const byLife = addDays(dayOf(at), Math.min(programmeDays, MAX_TOKEN_DAYS))
  if (!consentExpiresAt) return byLife
  const byConsent = dayOf(consentExpiresAt)
  return byConsent < byLife ? byConsent : byLife
}
