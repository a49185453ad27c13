import { isDataCategory, isPurpose, isRecipient } from '#app/domain/consent/codes.ts'
import { isRegion } from '#app/domain/consent/region.ts'
import { countryName, formatAlternatives, formatList } from './format.ts'
import type { Language } from './languages.ts'
import type { Translate } from './translate.ts'

/**
 * The words of each axis in the one place of a sentence that they are written for: in every language the word
 * stands in the case that its place asks for, so that nothing has to be bent. A code that nobody knows has no words.
 */
export function permitWords(t: Translate, language: Language) {
  return {
    who: (recipients: readonly string[]) =>
      capital(
        formatList(
          language,
          recipients.filter(isRecipient).flatMap((code) => whoWords(t, code)),
        ),
      ),
    data: (categories: readonly string[]) =>
      formatList(
        language,
        categories.filter(isDataCategory).map((code) => t(`meaning:data.${code}`)),
      ),
    dataDenied: (categories: readonly string[]) =>
      formatAlternatives(
        language,
        categories.filter(isDataCategory).map((code) => t(`meaning:data-denied.${code}`)),
      ),
    purposes: (purposes: readonly string[]) => formatList(language, purposeWords(t, purposes)),
    purposesDenied: (purposes: readonly string[]) => formatAlternatives(language, purposeWords(t, purposes)),
    places: (regions: readonly string[]) =>
      formatAlternatives(
        language,
        inOrder(regions).flatMap((code) => placeWords(t, language, code)),
      ),
  }
}

function whoWords(t: Translate, code: 'public-research' | 'non-profit' | 'company'): string[] {
  return code === 'public-research'
    ? [t('meaning:who.universities'), t('meaning:who.public-hospitals')]
    : [t(`meaning:who.${code}`)]
}

function purposeWords(t: Translate, purposes: readonly string[]): string[] {
  return purposes.filter(isPurpose).map((code) => t(`meaning:purpose.${code}`))
}

/** The countries of the Union and the EEA by their names; the longest phrase comes last. */
function placeWords(t: Translate, language: Language, code: string): string[] {
  if (code === 'eu-eea') return IN_EU_EEA.map((place) => t(`meaning:place.${place}`))
  if (code === 'adequate') return [t('meaning:place.adequate')]
  if (isNamed(code)) return [t(`meaning:place.${code}`)]
  return isPlace(code) ? [t('meaning:place.country', { country: countryName(language, code) })] : []
}

/** Whether people have a name for where this is. */
export function isPlace(code: string): boolean {
  if (code === 'eu-eea' || code === 'adequate') return true
  return isRegion(code) && COUNTRY_NAMES.of(code) !== undefined
}

const COUNTRY_NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
const IN_EU_EEA = ['eu', 'iceland', 'liechtenstein', 'norway'] as const
const NAMED = ['SI', 'PT', 'PL', 'LT', 'GR', 'DE', 'UA'] as const

function isNamed(code: string): code is (typeof NAMED)[number] {
  return (NAMED as readonly string[]).includes(code)
}

function inOrder(regions: readonly string[]): string[] {
  const rank = (code: string) => (code === 'eu-eea' ? 0 : code === 'adequate' ? 2 : 1)
  return regions.toSorted((a, b) => rank(a) - rank(b))
}

/** A sentence begins with a capital; `toLocaleUpperCase` would take a Greek word's accent away. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
