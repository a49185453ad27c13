import type { DataUseScope, SupersededForms } from '../consent/decide.ts'
import { permittingProvision } from '../consent/provision.ts'
import type { Standing } from '../consent/standing.ts'
import { dayOf } from '../day.ts'
import { type ConsentClaim, consentClaim } from './consent-claims.ts'

/** What a token is for: consent to one programme, or altruism for one data use. */
export type TokenTarget = { basis: 'consent'; programme: string } | { basis: 'altruism'; dataUse: DataUseScope }

/** Facts about form versions that a claim names. */
export type FormFacts = { versions: ReadonlyMap<string, string>; superseded: SupersededForms }

const ALTRUISM_FORM = { id: 'altruism-preferences', version: '1' }

/** The consent claim that a person's standing justifies at `at`, or null where no token may exist. */
export function justifiedClaim(
  standing: Standing,
  target: TokenTarget,
  forms: FormFacts,
  at: Date,
): { claim: ConsentClaim; expiresAt: Date | null } | null {
  if (standing.objectedIn.length > 0) return null
  return target.basis === 'consent'
    ? claimByConsent(standing, target.programme, forms, at)
    : claimByAltruism(standing, target.dataUse, at)
}

function claimByConsent(standing: Standing, programme: string, forms: FormFacts, at: Date) {
  const consent = standing.consents[programme]
  if (consent?.state !== 'given' || !consent.choices || !consent.formId) return null
  if (!consent.expiresAt || consent.expiresAt <= at || forms.superseded.has(consent.formId)) return null
  if (!consent.choices.provisions.some(({ effect }) => effect === 'permit')) return null

  const form = { id: consent.formId, version: forms.versions.get(consent.formId) ?? '' }
  return { claim: consentClaim({ basis: 'consent', programme }, form, consent.choices), expiresAt: consent.expiresAt }
}

function claimByAltruism({ altruism, useAnswers }: Standing, use: DataUseScope, at: Date) {
  const answer = useAnswers[use.id]
  if (!altruism || altruism.mode === 'leave-me-out' || answer === 'no') return null
  if (altruism.mode === 'ask-me' && answer !== 'yes') return null
  if (use.status !== 'approved' || use.startsAt > at || use.endsAt <= at) return null
  if (permittingProvision(altruism.choices.provisions, use, dayOf(at)) === null) return null

  return {
    claim: consentClaim({ basis: 'altruism', data_use: use.id }, ALTRUISM_FORM, altruism.choices),
    expiresAt: use.endsAt,
  }
}
