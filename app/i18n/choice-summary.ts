import type { Choices } from '#app/domain/consent/choices.ts'
import { isDataCategory, isPurpose, isRecipient, PURPOSES, RECIPIENTS } from '#app/domain/consent/codes.ts'
import type { AltruismMode } from '#app/domain/consent/events.ts'
import type { Provision } from '#app/domain/consent/provision.ts'
import { countryName, formatDate, formatDay } from './format.ts'
import type { Language } from './languages.ts'
import { isPlace, permitWords } from './permit-words.ts'
import { scansSentence } from './scans-sentence.ts'
import type { Translate } from './translate.ts'

/** What choices mean, in sentences that hold in every grammar; `until` is when a consent ends by itself. */
export function choiceSummary(t: Translate, language: Language, choices: Choices, until: Date | null): string[] {
  const permits = choices.provisions.filter(permitsSomething)
  if (permits.length === 0) return [t('summary:refused')]
  return [
    ...provisionsSummary(t, language, choices.provisions),
    ...(until ? [t('summary:until', { date: formatDate(language, endOf(permits, until)) })] : []),
    t(choices.recontact ? 'summary:recontact-yes' : 'summary:recontact-no'),
    t(`summary:findings-${choices.incidental_findings}`),
    t(`after-death:summary.${choices.after_death ?? 'stop'}`),
  ]
}

/** What altruism preferences mean. */
export function altruismSummary(t: Translate, language: Language, mode: AltruismMode, choices: Choices): string[] {
  if (mode === 'leave-me-out') return [t('summary:leave-me-out')]
  return [...provisionsSummary(t, language, choices.provisions), t(`summary:${mode}`)]
}

/** Who may use what, for what, from where; then what none of it permits. */
function provisionsSummary(t: Translate, language: Language, provisions: readonly Provision[]): string[] {
  const permits = provisions.filter(permitsSomething)
  if (permits.length === 0) return []
  const words = permitWords(t, language)
  const others = RECIPIENTS.filter((code) => !permits.some(({ recipient }) => recipient.includes(code)))
  const notFor = PURPOSES.filter((code) => !permits.some(({ purpose }) => purpose.includes(code)))
  return [
    ...permits.flatMap((permit) => permitSummary(t, language, permit)),
    ...(others.length > 0 ? [t('meaning:not-who', { who: words.who(others) })] : []),
    ...(notFor.length > 0 ? [t('meaning:not-for', { purposes: words.purposesDenied(notFor) })] : []),
    t('meaning:nothing-else'),
    ...(provisions.some(({ effect }) => effect !== 'permit') ? [t('meaning:denied')] : []),
  ]
}

function permitSummary(t: Translate, language: Language, permit: Provision): string[] {
  const words = permitWords(t, language)
  return [
    t('meaning:may', { who: words.who(permit.recipient), data: words.data(permit.data) }),
    t('meaning:only-for', { purposes: words.purposes(permit.purpose) }),
    t('meaning:based', { places: words.places(permit.region) }),
    scansSentence(t, language, permit),
    ...(permit.from ? [t('summary:begins', { date: formatDay(language, permit.from) })] : []),
  ]
}

/** A permit says something only where each axis names at least one code that has a meaning. */
function permitsSomething({ effect, recipient, purpose, region, data }: Provision): boolean {
  return (
    effect === 'permit' &&
    recipient.some(isRecipient) &&
    purpose.some(isPurpose) &&
    region.some(isPlace) &&
    data.some(isDataCategory)
  )
}

/** Nothing goes on after the last of its permits has ended, nor after the consent. */
function endOf(permits: readonly Provision[], until: Date): Date {
  const ends = permits.map((permit) => (permit.until ? new Date(`${permit.until}T00:00:00Z`) : until))
  const last = ends.reduce((a, b) => (a > b ? a : b))
  return last < until ? last : until
}

/** A code of an axis in a patient's words; an unknown code is shown as it is. */
export function codeLabel(t: Translate, axis: 'purpose' | 'recipient' | 'data', code: string): string {
  return t(`codes:${axis}.${code}` as 'codes:purpose.education', { defaultValue: code })
}

export function regionLabel(t: Translate, language: Language, code: string): string {
  if (code === 'eu-eea' || code === 'adequate') return t(`codes:region.${code}`)
  return countryName(language, code)
}
