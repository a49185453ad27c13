import type { Form, Question } from '../consent/form.ts'
import { fittedContent } from './fitted-words.ts'
import { contentOf, type FormContent } from './form-draft.ts'

/** What a new draft begins with: the version that it is to follow, word for word, or the bare first question. */
export function firstContent(
  { programmeId, current }: { programmeId: string; current: Form | null },
  languages: readonly string[],
): FormContent {
  if (current) return fittedContent(followed(current), languages)
  const bare = { programmeId, version: '1', validYears: YEARS, questions: [FIRST], words: {} }
  return fittedContent({ ...bare, follows: null, change: null, checks: [] }, languages)
}

function followed(current: Form): FormContent {
  const content = contentOf(current)
  const words = Object.entries(content.words).map(([code, own]) => [code, { ...own, what_changed: [] }])
  const version = nextVersion(content.version)
  return { ...content, version, follows: current.id, change: null, words: Object.fromEntries(words) }
}

/** `1` is followed by `2` and `2.9` by `2.10`; its author may name it otherwise. */
function nextVersion(version: string): string {
  const [, before = '', last = ''] = /^(.*?)(\d+)$/.exec(version) ?? []
  return `${before}${Number(last) + 1}`
}

const YEARS = 5

const FIRST: Question = {
  id: 'take-part',
  options: [
    { value: 'yes', outcome: 'consent' },
    { value: 'no', outcome: 'refusal' },
    { value: 'later', outcome: 'deferral' },
  ],
}
