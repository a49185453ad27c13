import { answering } from '#app/domain/consent/answering.ts'
import type { Answers, Form } from '#app/domain/consent/form.ts'
import { pageSnapshot } from '#app/domain/consent/snapshot.ts'
import { type ConsentStanding, isYesInForce, NOTHING_RECORDED, staysAfterLater } from '#app/domain/consent/standing.ts'
import { choiceSummary } from './choice-summary.ts'
import { formatDate } from './format.ts'
import type { Language } from './languages.ts'
import type { Translate } from './translate.ts'

/** What confirming these answers at `at` would mean, also for a yes before them; nothing while an answer is missing. */
export function answersSummary(
  t: Translate,
  language: Language,
  form: Form,
  answers: Answers,
  { at, before }: { at: Date; before: ConsentStanding | null },
): string[] {
  const snapshot = pageSnapshot(language, '', [], [])
  const decision = answering(NOTHING_RECORDED, form, { formId: form.id, answers, snapshot, at })
  if (!decision.ok) return []
  const earlier = isYesInForce(before, at) ? before : null
  const date = earlier && formatDate(language, earlier.decidedAt)
  const ends = date ? [t('reconsent:check.ends', { date })] : []
  switch (decision.event.type) {
    case 'consent-given':
    case 'consent-changed':
      return [
        ...choiceSummary(t, language, decision.event.choices, decision.event.expiresAt),
        ...(date ? [t('reconsent:check.replaces', { date })] : []),
      ]
    case 'consent-refused':
      return [t('summary:refused'), ...ends]
    default:
      return date && staysAfterLater(earlier, form.id)
        ? [t('reconsent:check.stays', { date })]
        : [t('summary:deferred'), ...ends]
  }
}
