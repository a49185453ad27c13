import type { Form, FormWords, Question, QuestionOption } from '../consent/form.ts'

export const AXES = ['purpose', 'recipient', 'region', 'data'] as const
export type Axis = (typeof AXES)[number]

/** The answer that an effect is of, in the words of its language. */
export type OfAnswer = { question: string; option: string }

/** What two versions differ in besides their words. */
export type EffectChange =
  | { effect: 'years'; before: number; after: number }
  | { effect: 'question-added' | 'question-removed' | 'one-answer' | 'several-answers'; question: string }
  | ({ effect: 'option-added' | 'option-removed' } & OfAnswer)
  /** Codes that an answer gives now and did not give before, or no longer gives. */
  | ({ effect: 'wider' | 'narrower'; axis: Axis; codes: string[] } & OfAnswer)
  | ({ effect: Setting; before: string | null; after: string | null } & OfAnswer)
  | { effect: 'check-added' | 'check-removed' | 'check-changed'; question: string }
  | { effect: 'order'; of: 'sections' | 'questions' | 'options'; question: string | null }

/** All that an answer settles besides the codes it adds. */
export type Setting = Exclude<keyof QuestionOption, 'value' | 'adds'>

const SETTINGS = Object.keys({
  outcome: true,
  scans: true,
  use_years: true,
  recontact: true,
  incidental_findings: true,
  after_death: true,
  leads_to: true,
} satisfies Record<Setting, true>) as Setting[]

type Side = { form: Pick<Form, 'validYears' | 'questions' | 'checks'>; words: FormWords }

/** What changed in effect: what each answer gives, for how long, and what is asked at all. */
export function effectsChanged(before: Side, after: Side): EffectChange[] {
  const [was, is] = [before.form, after.form]
  return [
    ...(was.validYears === is.validYears ? [] : [yearsChange(was.validYears, is.validYears)]),
    ...idsOf(is.questions, was.questions).flatMap((id) => questionChanges(id, before, after)),
    ...idsOf(is.checks ?? [], was.checks ?? []).flatMap((id) => checkChanges(id, before, after)),
    ...orderChange('sections', null, idsOf(before.words.sections), idsOf(after.words.sections)),
    ...orderChange('questions', null, idsOf(was.questions), idsOf(is.questions)),
  ]
}

function yearsChange(before: number, after: number): EffectChange {
  return { effect: 'years', before, after }
}

function idsOf(...lists: (readonly { id: string }[])[]): string[] {
  return [...new Set(lists.flat().map(({ id }) => id))]
}

function questionChanges(id: string, before: Side, after: Side): EffectChange[] {
  const find = ({ form }: Side) => form.questions.find((question) => question.id === id)
  const [was, is] = [find(before), find(after)]
  const question = after.words.questions[id]?.question || before.words.questions[id]?.question || id
  const label = (option: string) =>
    after.words.questions[id]?.options[option]?.label || before.words.questions[id]?.options[option]?.label || option
  return [
    ...(was ? [] : [{ effect: 'question-added', question } as const]),
    ...(is ? [] : [{ effect: 'question-removed', question } as const]),
    ...(was && is ? severalChange(question, was, is) : []),
    ...valuesOf(is, was).flatMap((value) => optionChanges({ question, option: label(value) }, value, was, is)),
    ...(was && is ? orderChange('options', question, valuesOf(was), valuesOf(is)) : []),
  ]
}

function severalChange(question: string, was: Question, is: Question): EffectChange[] {
  if (!was.several === !is.several) return []
  return [{ effect: is.several ? 'several-answers' : 'one-answer', question }]
}

function valuesOf(...questions: (Question | undefined)[]): string[] {
  return [...new Set(questions.flatMap((question) => question?.options ?? []).map(({ value }) => value))]
}

function optionChanges(
  answer: OfAnswer,
  value: string,
  was: Question | undefined,
  is: Question | undefined,
): EffectChange[] {
  const [old, now] = [was, is].map((question) => question?.options.find((option) => option.value === value))
  return [
    ...(was && !old ? [{ effect: 'option-added', ...answer } as const] : []),
    ...(is && !now ? [{ effect: 'option-removed', ...answer } as const] : []),
    ...AXES.flatMap((axis) => axisChanges(answer, axis, old?.adds?.[axis] ?? [], now?.adds?.[axis] ?? [])),
    ...SETTINGS.flatMap((effect) => settingChange(answer, effect, old, now)),
  ]
}

function axisChanges(answer: OfAnswer, axis: Axis, before: readonly string[], after: readonly string[]) {
  const added = after.filter((code) => !before.includes(code))
  const removed = before.filter((code) => !after.includes(code))
  return [
    ...(added.length > 0 ? [{ effect: 'wider', axis, codes: added, ...answer } as const] : []),
    ...(removed.length > 0 ? [{ effect: 'narrower', axis, codes: removed, ...answer } as const] : []),
  ]
}

function settingChange(
  answer: OfAnswer,
  effect: Setting,
  was: QuestionOption | undefined,
  is: QuestionOption | undefined,
): EffectChange[] {
  const [before = null, after = null] = [settingOf(was, effect), settingOf(is, effect)]
  return before === after ? [] : [{ effect, before, after, ...answer }]
}

function settingOf(option: QuestionOption | undefined, setting: Setting): string | undefined {
  return option?.[setting]?.toString()
}

function checkChanges(id: string, before: Side, after: Side): EffectChange[] {
  const [was, is] = [before, after].map(({ form }) => form.checks?.find((check) => check.id === id))
  const question = after.words.checks?.[id]?.question || before.words.checks?.[id]?.question || id
  if (!was) return [{ effect: 'check-added', question }]
  if (!is) return [{ effect: 'check-removed', question }]
  const isSame = was.right === is.right && was.options.join('\n') === is.options.join('\n')
  return isSame ? [] : [{ effect: 'check-changed', question }]
}

/** Whether what both versions have comes in another order. */
function orderChange(
  of: 'sections' | 'questions' | 'options',
  question: string | null,
  before: readonly string[],
  after: readonly string[],
): EffectChange[] {
  const stayed = before.filter((id) => after.includes(id))
  const order = after.filter((id) => before.includes(id))
  return stayed.every((id, place) => id === order[place]) ? [] : [{ effect: 'order', of, question }]
}
