import type { Question, QuestionOption, UnderstandingCheck } from '../consent/form.ts'

/** What is wrong with what a form asks, whatever its words say. */
export type FormFault =
  | 'form-ids-repeated'
  | 'form-first-question-unfair'
  | 'form-consent-not-reachable'
  | 'form-leads-nowhere'
  | 'form-consent-empty'
  | 'form-check-without-right-answer'

type Asked = { questions: readonly Question[]; checks: readonly UnderstandingCheck[] }

/** The first thing that is wrong with the questions: a consent must be possible, refusable and mean something (GDPR Art. 7, Recital 42). */
export function faultOf({ questions, checks }: Asked): FormFault | null {
  if (hasRepeated({ questions, checks })) return 'form-ids-repeated'
  if (!isFair(questions[0])) return 'form-first-question-unfair'
  if (!questions.every(({ options }) => options.some(goesOn))) return 'form-consent-not-reachable'
  if (!questions.every(leadsOnlyOn)) return 'form-leads-nowhere'
  if (!consentsOf(questions).every((option) => permitsSomething(option, questions))) return 'form-consent-empty'
  if (!checks.every(({ options, right }) => options.includes(right))) return 'form-check-without-right-answer'
  return null
}

/** *No* and *later* stand on the first page beside every *yes*, once each: as easy to refuse as to agree. */
function isFair(first: Question | undefined): boolean {
  const count = (wanted: QuestionOption['outcome']) =>
    first?.options.filter(({ outcome }) => outcome === wanted).length ?? 0
  return !first?.several && count('refusal') === 1 && count('deferral') === 1 && count('consent') > 0
}

function goesOn({ outcome }: QuestionOption): boolean {
  return outcome === undefined || outcome === 'consent'
}

function leadsOnlyOn({ options }: Question, place: number, questions: readonly Question[]): boolean {
  const further = questions.slice(place + 1).map(({ id }) => id)
  return options.every(({ leads_to = [] }) => leads_to.every((id) => further.includes(id)))
}

function consentsOf(questions: readonly Question[]): QuestionOption[] {
  return questions.flatMap(({ options }) => options.filter(({ outcome }) => outcome === 'consent'))
}

/** A yes permits a purpose, a recipient, a region and data, by itself or in the questions that it leads to. */
function permitsSomething({ adds, leads_to = [] }: QuestionOption, questions: readonly Question[]): boolean {
  const chosen = questions.filter(({ id }) => leads_to.includes(id)).flatMap(({ options }) => options)
  return AXES.every((axis) => [{ adds }, ...chosen].some((option) => (option.adds?.[axis]?.length ?? 0) > 0))
}

const AXES = ['purpose', 'recipient', 'region', 'data'] as const

/** Whether two questions, answers or checks have one name. */
export function hasRepeated({ questions, checks }: Asked): boolean {
  return [
    questions.map(({ id }) => id),
    checks.map(({ id }) => id),
    ...questions.map(({ options }) => options.map(({ value }) => value)),
    ...checks.map(({ options }) => options),
  ].some((ids) => new Set(ids).size < ids.length)
}
