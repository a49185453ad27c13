import { wishFor } from '../consent/altruism.ts'
import type { DataUseScope, SupersededForms } from '../consent/decide.ts'
import { permittingProvision } from '../consent/provision.ts'
import { consentTo, type Standing } from '../consent/standing.ts'
import { provisionsWithinUse } from '../consent/within-use.ts'
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
  const consent = consentTo(standing, programme)
  if (consent?.state !== 'given' || !consent.choices || !consent.formId) return null
  if (!consent.expiresAt || !(at < consent.expiresAt) || forms.superseded.has(consent.formId)) return null
  if (!consent.choices.provisions.some((provision) => provision?.effect === 'permit')) return null

  const form = { id: consent.formId, version: forms.versions.get(consent.formId) ?? '' }
  return { claim: consentClaim({ basis: 'consent', programme }, form, consent.choices), expiresAt: consent.expiresAt }
}

function claimByAltruism(standing: Standing, use: DataUseScope, at: Date) {
  const { altruism } = standing
  if (!altruism || wishFor(standing, use.id) !== 'included') return null
  if (use.legalBasis !== 'altruism' || use.status !== 'approved') return null
  if (!(use.startsAt <= at && at < use.endsAt)) return null
  if (permittingProvision(altruism.choices.provisions, use, dayOf(at)) === null) return null

  const choices = { ...altruism.choices, provisions: provisionsWithinUse(altruism.choices.provisions, use) }
  return {
    claim: consentClaim({ basis: 'altruism', data_use: use.id }, ALTRUISM_FORM, choices),
    expiresAt: use.endsAt,
  }
}
