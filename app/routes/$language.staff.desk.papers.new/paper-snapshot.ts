import type { Snapshot } from '#app/domain/consent/events.ts'
import type { Answers, Form } from '#app/domain/consent/form.ts'
import { formSnapshot, pageSnapshot } from '#app/domain/consent/snapshot.ts'
import type { Day } from '#app/domain/day.ts'
import { answersSummary } from '#app/i18n/answers-summary.ts'
import type { Language } from '#app/i18n/languages.ts'
import type { Translate } from '#app/i18n/translate.ts'

/** The form with these answers as the paper has them, word for word, and what follows from the day of the signature on. */
export function answeredSnapshot(
  t: Translate,
  { form, language, answers, signedOn }: { form: Form; language: Language; answers: Answers; signedOn: Day },
): Snapshot {
  const at = new Date(`${signedOn}T00:00:00Z`)
  return formSnapshot(form, language, answers, answersSummary(t, language, form, answers, { at, before: null }))
}

/** What somebody who writes or calls to stop is told that it does. */
export function stoppedSnapshot(
  t: Translate,
  { language, title, tier }: { language: Language; title: string; tier: 'stop' | 'remove' },
): Snapshot {
  const shown = pageSnapshot(language, t('withdrawal:title'), [title], [t(`withdrawal:${tier}.summary`)])
  return { ...shown, answers: [{ question: t('withdrawal:title'), answer: t(`withdrawal:${tier}.button`) }] }
}
