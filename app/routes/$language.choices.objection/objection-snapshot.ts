import type { Snapshot } from '#app/domain/consent/events.ts'
import { pageSnapshot } from '#app/domain/consent/snapshot.ts'
import { regionLabel } from '#app/i18n/choice-summary.ts'
import type { Language } from '#app/i18n/languages.ts'
import type { Translate } from '#app/i18n/translate.ts'

/** What the page says about the objection, in reading order: shown, and kept as what was shown. */
export function whatObjectingDoes(t: Translate): string[] {
  return [
    t('objection:what.nothing'),
    t('objection:what.stays'),
    t('objection:what.reason'),
    t('objection:what.learned'),
  ]
}

type Said = { answer: 'object' | 'reverse'; country: string }

export function objectionSnapshot(t: Translate, language: Language, { answer, country }: Said): Snapshot {
  const named = { country: regionLabel(t, language, country) }
  return {
    ...pageSnapshot(
      language,
      t('objection:title'),
      [t('objection:lead'), ...whatObjectingDoes(t), t('objection:law.text')],
      [t(`objection:${answer}.summary`, named)],
    ),
    answers: [{ question: t('objection:title'), answer: t(`objection:${answer}.button`, named) }],
  }
}
