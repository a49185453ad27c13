import type { Snapshot } from '#app/domain/consent/events.ts'
import { pageSnapshot } from '#app/domain/consent/snapshot.ts'
import type { Day } from '#app/domain/day.ts'
import { formatDate, formatDay } from '#app/i18n/format.ts'
import type { Language } from '#app/i18n/languages.ts'
import type { Translate } from '#app/i18n/translate.ts'

type Kept = { decidedAt: Date; expiresAt: Date | null }

/** What the page says about keeping an earlier yes, in reading order: shown, and kept as what was shown. */
export function whatKeepingDoes(t: Translate, language: Language, { decidedAt, expiresAt }: Kept): string[] {
  return [
    t('reconsent:keep.lead', { date: formatDate(language, decidedAt) }),
    ...(expiresAt ? [t('reconsent:keep.until', { date: formatDate(language, expiresAt) })] : []),
  ]
}

export function keptSnapshot(t: Translate, language: Language, kept: Kept, askAgainOn: Day | null): Snapshot {
  const again = askAgainOn
    ? t('reconsent:keep.again', { date: formatDay(language, askAgainOn) })
    : t('reconsent:keep.never')
  const stays = t('reconsent:keep.summary', { date: formatDate(language, kept.decidedAt) })
  return {
    ...pageSnapshot(language, t('reconsent:keep.title'), whatKeepingDoes(t, language, kept), [stays, again]),
    answers: [{ question: t('ask-again:question'), answer: again }],
  }
}
