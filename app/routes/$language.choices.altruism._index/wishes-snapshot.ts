import { type AltruismWishes, altruismChoices } from '#app/domain/consent/altruism-choices.ts'
import type { Snapshot } from '#app/domain/consent/events.ts'
import { pageSnapshot } from '#app/domain/consent/snapshot.ts'
import { altruismSummary } from '#app/i18n/choice-summary.ts'
import type { Language } from '#app/i18n/languages.ts'
import type { Translate } from '#app/i18n/translate.ts'

/** What the page says before it asks, in reading order: shown, and kept as what was shown. */
export function whatAltruismIs(t: Translate): string[] {
  return [t('altruism:lead'), t('altruism:what.kinds'), t('altruism:what.where'), t('altruism:what.separate')]
}

export function wishesSnapshot(t: Translate, language: Language, wishes: AltruismWishes): Snapshot {
  return {
    ...pageSnapshot(
      language,
      t('altruism:title'),
      whatAltruismIs(t),
      altruismSummary(t, language, wishes.mode, altruismChoices(wishes)),
    ),
    answers: wishAnswers(t, wishes),
  }
}

/** The answers in the page's own words. */
export function wishAnswers(t: Translate, { mode, companies, reports }: AltruismWishes): Snapshot['answers'] {
  const asked = [{ question: t('altruism:mode.question'), answer: t(`altruism:mode.${mode}`) }]
  if (mode === 'leave-me-out') return asked
  return [
    ...asked,
    { question: t('altruism:companies.question'), answer: t(`altruism:companies.${companies ? 'yes' : 'no'}`) },
    { question: t('altruism:reports.question'), answer: t(`altruism:reports.${reports ? 'yes' : 'no'}`) },
  ]
}
