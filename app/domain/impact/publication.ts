import { type Decision, recorded, refused } from '../decision.ts'
import { missingLanguages, missingWords } from './missing-words.ts'
import type { ImpactSummary, SummaryWords } from './summary.ts'

/** What happened to a summary, and how it stands after it; `detail` is for the audit. */
export type SummaryEvent = {
  type:
    | 'summary-drafted'
    | 'summary-edited'
    | 'summary-submitted'
    | 'summary-sent-back'
    | 'summary-published'
    | 'summary-corrected'
    | 'summary-retired'
  after: ImpactSummary
  detail?: Record<string, unknown>
}

/** The writable part of a summary in one language. */
export type SummaryEdit = Pick<ImpactSummary, 'figure' | 'dataUseIds'> & { language: string; words: SummaryWords }

/** Only a draft is edited: what an approver reads must be what she publishes. */
export function edit(
  summary: ImpactSummary,
  { language, words, ...rest }: SummaryEdit,
): Decision<SummaryEvent, 'summary-not-draft'> {
  if (summary.status !== 'draft') return refused('summary-not-draft')
  const after = { ...summary, ...rest, words: { ...summary.words, [language]: words } }
  return recorded({ type: 'summary-edited', after, detail: { language } })
}

/** Asks for review; a summary that nobody could read yet is not ready. */
export function submission(
  summary: ImpactSummary,
): Decision<SummaryEvent, 'summary-not-draft' | 'data-use-missing' | 'words-missing'> {
  if (summary.status !== 'draft') return refused('summary-not-draft')
  if (summary.dataUseIds.length === 0) return refused('data-use-missing')
  if (!isReadableSomewhere(summary)) return refused('words-missing')
  return recorded({ type: 'summary-submitted', after: { ...summary, status: 'in-review' } })
}

/** Gives a summary back to those who wrote it. */
export function sendingBack(summary: ImpactSummary): Decision<SummaryEvent, 'summary-not-in-review'> {
  if (summary.status !== 'in-review') return refused('summary-not-in-review')
  return recorded({ type: 'summary-sent-back', after: { ...summary, status: 'draft' } })
}

type Publishing = {
  by: string
  at: Date
  /** Everyone who wrote or edited it. */
  writers: readonly string[]
  languages: readonly string[]
  /** Whether the approver said that readers of the missing languages get a notice. */
  withNotice: boolean
}

/** Puts a summary before people: by someone who did not write it (OWASP ASVS 5.0 §2.3.5), in every language. */
export function publication(
  summary: ImpactSummary,
  { by, at, writers, languages, withNotice }: Publishing,
): Decision<
  SummaryEvent,
  'summary-not-in-review' | 'summary-own-work' | 'data-use-missing' | 'words-missing' | 'languages-missing'
> {
  if (summary.status !== 'in-review') return refused('summary-not-in-review')
  if (isOwnWork(summary, by, writers)) return refused('summary-own-work')
  if (summary.dataUseIds.length === 0) return refused('data-use-missing')
  if (!isReadableSomewhere(summary)) return refused('words-missing')
  const missing = missingLanguages(summary, languages)
  if (missing.length > 0 && !withNotice) return refused('languages-missing')

  const after: ImpactSummary = { ...summary, status: 'published', publisherId: by, publishedAt: at }
  return recorded({ type: 'summary-published', after, detail: { missing_languages: missing } })
}

type Correcting = { by: string; at: Date; writers: readonly string[]; correction: Omit<SummaryEdit, 'dataUseIds'> }

/** Mends a published text in one language, by someone who did not write it; the earlier text goes into the audit. */
export function correction(
  summary: ImpactSummary,
  { by, at, writers, correction: { language, words, figure } }: Correcting,
): Decision<SummaryEvent, 'summary-not-published' | 'summary-own-work' | 'words-missing'> {
  if (summary.status !== 'published') return refused('summary-not-published')
  if (isOwnWork(summary, by, writers)) return refused('summary-own-work')
  const after = { ...summary, figure, words: { ...summary.words, [language]: words }, correctedAt: at }
  if (losesWords(summary, after, language)) return refused('words-missing')

  const before = { words: summary.words[language] ?? null, figure: summary.figure }
  return recorded({ type: 'summary-corrected', after, detail: { language, before } })
}

/** Takes a published summary back. */
export function retirement(summary: ImpactSummary): Decision<SummaryEvent, 'summary-not-published'> {
  if (summary.status !== 'published') return refused('summary-not-published')
  return recorded({ type: 'summary-retired', after: { ...summary, status: 'retired' } })
}

function isOwnWork({ authorId }: ImpactSummary, by: string, writers: readonly string[]): boolean {
  return by === authorId || writers.includes(by)
}

function isReadableSomewhere(summary: ImpactSummary): boolean {
  return Object.keys(summary.words).some((language) => missingWords(summary, language).length === 0)
}

/** A correction leaves its language complete, and takes completeness from no other (a new figure row would). */
function losesWords(before: ImpactSummary, after: ImpactSummary, language: string): boolean {
  const complete = Object.keys(before.words).filter((code) => missingWords(before, code).length === 0)
  return missingLanguages(after, [language, ...complete]).length > 0
}
