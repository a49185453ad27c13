import { type Decision, recorded, refused } from '../decision.ts'
import type { DataUse, Particulars, UseWords } from './data-use.ts'
import { languagesMissing } from './missing-use-words.ts'
import { checkedParticulars, type ParticularsRefusal } from './particulars.ts'

/** What happened to a data use, and how it stands after it; `detail` is for the audit. */
export type DataUseEvent = {
  type: 'data-use-drafted' | 'data-use-edited' | 'data-use-approved' | 'data-use-discarded'
  after: DataUse
  detail?: Record<string, unknown>
}

/** Only a draft is edited: what people were asked about stays what it was, and another scope is another data use. */
export function particularsEdit(
  use: DataUse,
  particulars: Particulars,
): Decision<DataUseEvent, 'data-use-not-draft' | ParticularsRefusal> {
  if (use.status !== 'draft') return refused('data-use-not-draft')
  const checked = checkedParticulars(particulars)
  if (!checked.ok) return checked
  return recorded({ type: 'data-use-edited', after: { ...use, ...checked.event }, detail: { part: 'particulars' } })
}

/** Writes what people read in one language. */
export function wordsEdit(
  use: DataUse,
  { language, words }: { language: string; words: UseWords },
): Decision<DataUseEvent, 'data-use-not-draft'> {
  if (use.status !== 'draft') return refused('data-use-not-draft')
  const after = { ...use, words: { ...use.words, [language]: words } }
  return recorded({ type: 'data-use-edited', after, detail: { language } })
}

/** Takes a draft off the desk; what was approved stays for good, for people were asked about it. */
export function discarding(use: DataUse): Decision<DataUseEvent, 'data-use-not-draft'> {
  return use.status === 'draft' ? recorded({ type: 'data-use-discarded', after: use }) : refused('data-use-not-draft')
}

type Approving = {
  by: string
  at: Date
  /** Everyone who wrote on it. */
  writers: readonly string[]
  languages: readonly string[]
}

/** Lets a data use begin: by someone who did not write it (OWASP ASVS 5.0 §2.3.5), told in every language, not yet over. */
export function approval(
  use: DataUse,
  { by, at, writers, languages }: Approving,
): Decision<
  DataUseEvent,
  'data-use-not-draft' | 'data-use-own-work' | 'data-use-words-missing' | 'data-use-is-over' | ParticularsRefusal
> {
  if (use.status !== 'draft') return refused('data-use-not-draft')
  if (by === use.authorId || writers.includes(by)) return refused('data-use-own-work')
  const checked = checkedParticulars(use)
  if (!checked.ok) return checked
  if (use.endsAt <= at) return refused('data-use-is-over')
  if (languagesMissing(use, languages).length > 0) return refused('data-use-words-missing')
  return recorded({ type: 'data-use-approved', after: { ...use, status: 'approved', approverId: by, approvedAt: at } })
}
