import { answering } from '#app/domain/consent/answering.ts'
import type { Answers, Form } from '#app/domain/consent/form.ts'
import { pageSnapshot } from '#app/domain/consent/snapshot.ts'
import { NOTHING_RECORDED } from '#app/domain/consent/standing.ts'
import { choiceSummary } from './choice-summary.ts'
import type { Language } from './languages.ts'
import type { Translate } from './translate.ts'

/** What confirming these answers at `at` would mean, in sentences; nothing while an answer is missing. */
export function answersSummary(t: Translate, language: Language, form: Form, answers: Answers, at: Date): string[] {
  const snapshot = pageSnapshot(language, '', [], [])
  const decision = answering(NOTHING_RECORDED, form, { formId: form.id, answers, snapshot, at })
  if (!decision.ok) return []
  switch (decision.event.type) {
    case 'consent-given':
    case 'consent-changed':
      return choiceSummary(t, language, decision.event.choices, decision.event.expiresAt)
    case 'consent-refused':
      return [t('summary:refused')]
    default:
      return [t('summary:deferred')]
  }
}
