import type { Choices } from '#app/domain/consent/choices.ts'
import type { AltruismMode } from '#app/domain/consent/events.ts'
import type { Provision } from '#app/domain/consent/provision.ts'
import { countryName, formatDate } from './format.ts'
import type { Language } from './languages.ts'
import type { Translate } from './translate.ts'

/** What choices mean, in sentences that hold in every grammar; `until` is when a consent ends by itself. */
export function choiceSummary(t: Translate, language: Language, choices: Choices, until: Date | null): string[] {
  return [
    ...choices.provisions.flatMap((provision) => provisionSummary(t, language, provision)),
    ...(until ? [t('summary:until', { date: formatDate(language, until) })] : []),
    t(choices.recontact ? 'summary:recontact-yes' : 'summary:recontact-no'),
    t(`summary:findings-${choices.incidental_findings}`),
  ]
}

/** What altruism preferences mean. */
export function altruismSummary(t: Translate, language: Language, mode: AltruismMode, choices: Choices): string[] {
  const wishes = choices.provisions.flatMap((provision) => provisionSummary(t, language, provision))
  return mode === 'leave-me-out' ? [t('summary:leave-me-out')] : [...wishes, t(`summary:${mode}`)]
}

function provisionSummary(t: Translate, language: Language, provision: Provision): string[] {
  const { acquired_until } = provision
  return [
    t('summary:recipients', { list: listed(provision.recipient.map((code) => codeLabel(t, 'recipient', code))) }),
    ...(provision.recipient.includes('company') ? [] : [t('summary:no-companies')]),
    t('summary:purposes', { list: listed(provision.purpose.map((code) => codeLabel(t, 'purpose', code))) }),
    t('summary:regions', { list: listed(provision.region.map((code) => regionLabel(t, language, code))) }),
    t('summary:data', { list: listed(provision.data.map((code) => codeLabel(t, 'data', code))) }),
    acquired_until
      ? t('summary:scans-made', { date: formatDate(language, new Date(`${acquired_until}T00:00:00Z`)) })
      : t('summary:scans-all'),
  ]
}

/** Labels are whole on their own ("Companies"), so they stand side by side and not inside a sentence's grammar. */
function listed(labels: string[]): string {
  return labels.join(' · ')
}

/** A code of an axis in a patient's words; an unknown code is shown as it is. */
export function codeLabel(t: Translate, axis: 'purpose' | 'recipient' | 'data', code: string): string {
  return t(`codes:${axis}.${code}` as 'codes:purpose.education', { defaultValue: code })
}

export function regionLabel(t: Translate, language: Language, code: string): string {
  if (code === 'eu-eea' || code === 'adequate') return t(`codes:region.${code}`)
  return countryName(language, code)
}
