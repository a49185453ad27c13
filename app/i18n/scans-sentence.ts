import type { Provision } from '#app/domain/consent/provision.ts'
import { formatDay } from './format.ts'
import type { Language } from './languages.ts'
import type { Translate } from './translate.ts'

/** Which scans a permit covers, by when they were made. */
export function scansSentence(
  t: Translate,
  language: Language,
  { acquired_from: from, acquired_until: until }: Pick<Provision, 'acquired_from' | 'acquired_until'>,
): string {
  if (from && until) {
    return t('summary:scans-between', { from: formatDay(language, from), until: formatDay(language, until) })
  }
  if (from) return t('summary:scans-from', { date: formatDay(language, from) })
  if (until) return t('summary:scans-made', { date: formatDay(language, until) })
  return t('summary:scans-all')
}
