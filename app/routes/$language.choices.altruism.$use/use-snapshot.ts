import type { Snapshot } from '#app/domain/consent/events.ts'
import { pageSnapshot } from '#app/domain/consent/snapshot.ts'
import { codeLabel, regionLabel } from '#app/i18n/choice-summary.ts'
import { formatDate, formatList } from '#app/i18n/format.ts'
import type { Language } from '#app/i18n/languages.ts'
import type { Translate } from '#app/i18n/translate.ts'
import { wordsIn } from '#app/i18n/words-in.ts'

export type AskingUse = {
  id: string
  organisation: string
  recipient: string
  purpose: string
  region: string
  data: string[]
  tool: { name: string; version: string }
  approvalReference: string
  endsAt: Date
  words: Record<string, { title: string; summary: string }>
}

/** The particulars of a project, each with its name: shown, and kept as what was shown. */
export function particularsOf(t: Translate, language: Language, use: AskingUse): { term: string; text: string }[] {
  const data = use.data.map((code) => codeLabel(t, 'data', code))
  return [
    { term: t('altruism:use.who'), text: use.organisation },
    { term: t('altruism:use.kind'), text: codeLabel(t, 'recipient', use.recipient) },
    { term: t('altruism:use.what-for'), text: codeLabel(t, 'purpose', use.purpose) },
    { term: t('altruism:use.which-data'), text: formatList(language, data) },
    { term: t('altruism:use.where'), text: regionLabel(t, language, use.region) },
    { term: t('altruism:use.tool'), text: t('altruism:use.tool-value', use.tool) },
    { term: t('altruism:use.until'), text: formatDate(language, use.endsAt) },
    { term: t('altruism:use.approval'), text: use.approvalReference },
  ]
}

export function snapshotOfUse(t: Translate, language: Language, use: AskingUse, answer: 'yes' | 'no'): Snapshot {
  const [{ title, summary }] = wordsIn(use.words, language) ?? [{ title: use.id, summary: '' }]
  return {
    ...pageSnapshot(language, title, [summary].filter(Boolean), [t(`altruism:use.${answer}-meaning`)]),
    paragraphs: [
      { heading: null, text: summary },
      ...particularsOf(t, language, use).map(({ term, text }) => ({ heading: term, text })),
    ],
    answers: [{ question: t('altruism:use.question'), answer: t(`altruism:use.${answer}`) }],
  }
}
