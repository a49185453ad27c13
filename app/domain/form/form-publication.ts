import type { Form } from '../consent/form.ts'
import { type Decision, recorded, refused } from '../decision.ts'
import { fittedContent } from './fitted-words.ts'
import type { FormContent, FormDraft } from './form-draft.ts'
import { contentOf } from './form-draft.ts'
import { writtenQuestion } from './form-file.ts'
import { languagesLacking } from './missing-form-words.ts'
import { type FormFault, faultOf } from './soundness.ts'

export type PublishingRefusal = 'form-not-in-review' | 'form-own-work' | 'form-version-taken' | ReadinessRefusal

export type ReadinessRefusal =
  | 'form-not-of-current'
  | 'form-change-not-declared'
  | 'form-languages-missing'
  | 'form-change-is-major'
  | FormFault

type Publishing = {
  by: string
  /** The version that people are asked with now; null where a programme has published none. */
  current: Form | null
  /** Versions that the programme has published, by name. */
  taken: readonly string[]
  languages: readonly string[]
}

/** Puts a form before people: by somebody who wrote nothing of it (OWASP ASVS 5.0 §2.3.5), complete in every language. */
export function formPublication(
  draft: FormDraft,
  { by, current, taken, languages }: Publishing,
): Decision<Form, PublishingRefusal> {
  if (draft.state !== 'in-review') return refused('form-not-in-review')
  if (draft.authoredBy === by || draft.editedBy.includes(by)) return refused('form-own-work')
  if (taken.includes(draft.version)) return refused('form-version-taken')
  const fault = unreadiness(draft, current, languages)
  if (fault) return refused(fault)

  const id = `${draft.programmeId}-${draft.version}`
  return recorded({ id, ...fittedContent(contentOf(draft), languages) })
}

/** Why a form cannot be put before people yet, or null. */
export function unreadiness(
  draft: FormContent,
  current: Form | null,
  languages: readonly string[],
): ReadinessRefusal | null {
  if (draft.follows !== (current?.id ?? null)) return 'form-not-of-current'
  if (current && draft.change === null) return 'form-change-not-declared'
  const fault = faultOf(draft)
  if (fault) return fault
  if (languagesLacking(draft, languages).length > 0) return 'form-languages-missing'
  if (current && draft.change === 'minor' && asksAnother(draft, contentOf(current))) return 'form-change-is-major'
  return null
}

/** Whether a person would be asked something else, or for longer: whatever only the words change may be minor. */
function asksAnother(draft: FormContent, current: FormContent): boolean {
  const asked = ({ validYears, questions }: FormContent) => JSON.stringify([validYears, questions.map(writtenQuestion)])
  return asked(draft) !== asked(current)
}
