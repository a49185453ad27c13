import type { Snapshot } from '../domain/consent/events.ts'
import { pageSnapshot } from '../domain/consent/snapshot.ts'
import { regionLabel } from './choice-summary.ts'
import type { Language } from './languages.ts'
import type { Translate } from './translate.ts'

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

/** What is kept of an objection or its reversal: the page, and the answer in its own words. */
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
