import type { Question, QuestionOption } from '#app/domain/consent/form.ts'
import { type Day, yearsAfter } from '#app/domain/day.ts'
import { formatDay } from './format.ts'
import type { Language } from './languages.ts'
import { permitWords } from './permit-words.ts'
import { scansSentence } from './scans-sentence.ts'
import type { Translate } from './translate.ts'

/** The day of the answer, and for how many years the consent lasts by itself. */
type When = { today: Day; validYears: number }

/**
 * What choosing this option would mean, in sentences: what it gives, and where only one may be chosen also what the
 * others would have given. An option that only leads to further questions means nothing yet.
 */
export function optionMeaning(
  t: Translate,
  language: Language,
  question: Question,
  option: QuestionOption,
  when: When,
): string[] {
  if (option.outcome === 'refusal') return [t('summary:refused')]
  if (option.outcome === 'deferral') return [t('summary:deferred')]
  if (option.leads_to && !option.adds) return []
  return [
    ...given(t, language, option),
    ...(question.several ? [] : forgone(t, language, question, option)),
    ...further(t, language, question, option, when),
  ]
}

function given(t: Translate, language: Language, { adds = {} }: QuestionOption): string[] {
  const words = permitWords(t, language)
  const { recipient, data, purpose, region } = adds
  const [who, what] = [recipient && words.who(recipient), data && words.data(data)]
  return [
    ...(who && what ? [t('meaning:may', { who, data: what })] : []),
    ...(who && !what ? [t('meaning:may-who', { who })] : []),
    ...(what && !who ? [t('meaning:may-data', { data: what })] : []),
    ...(purpose ? [t(who ? 'meaning:only-for' : 'meaning:may-for', { purposes: words.purposes(purpose) })] : []),
    ...(region ? [t(who ? 'meaning:based' : 'meaning:may-where', { places: words.places(region) })] : []),
  ]
}

/** What another answer to the same question would have given, and this one does not. */
function forgone(t: Translate, language: Language, { options }: Question, { adds = {} }: QuestionOption): string[] {
  const words = permitWords(t, language)
  const lacking = (axis: 'recipient' | 'data' | 'purpose' | 'region') => [
    ...new Set(options.flatMap((other) => other.adds?.[axis] ?? []).filter((code) => !adds[axis]?.includes(code))),
  ]
  const [who, what, purposes, places] = [lacking('recipient'), lacking('data'), lacking('purpose'), lacking('region')]
  return [
    ...(who.length > 0 ? [t('meaning:not-who', { who: words.who(who) })] : []),
    ...(purposes.length > 0 ? [t('meaning:not-for', { purposes: words.purposesDenied(purposes) })] : []),
    ...(what.length > 0 ? [t('meaning:not-data', { data: words.dataDenied(what) })] : []),
    ...(places.length > 0 ? [t('meaning:not-where', { places: words.places(places) })] : []),
  ]
}

function further(
  t: Translate,
  language: Language,
  { options }: Question,
  option: QuestionOption,
  { today, validYears }: When,
): string[] {
  const { scans, recontact, incidental_findings, after_death } = option
  const years = options.some(({ use_years }) => use_years) ? (option.use_years ?? validYears) : null
  return [
    ...(scans ? [scansSentence(t, language, acquisitionOf(scans, today))] : []),
    ...(years ? [t('summary:until', { date: formatDay(language, yearsAfter(today, years)) })] : []),
    ...(recontact === undefined ? [] : [t(recontact ? 'summary:recontact-yes' : 'summary:recontact-no')]),
    ...(incidental_findings ? [t(`summary:findings-${incidental_findings}`)] : []),
    ...(after_death ? [t(`after-death:summary.${after_death}`)] : []),
  ]
}

function acquisitionOf(scans: NonNullable<QuestionOption['scans']>, today: Day) {
  return {
    acquired_from: scans === 'still-to-come' ? today : null,
    acquired_until: scans === 'already-made' ? today : null,
  }
}
