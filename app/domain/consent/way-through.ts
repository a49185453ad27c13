import type { Answers, Form, Question, QuestionOption } from './form.ts'

/**
 * The questions that these answers lead through, in order: a *no* or *later* ends them, and some are asked only where
 * an answer leads to them.
 */
export function questionsAsked(form: Form, answers: Answers): Question[] {
  const further = new Set(form.questions.flatMap(({ options }) => options.flatMap(leadsTo)))
  const ledTo = new Set<string>()
  const asked: Question[] = []
  for (const question of form.questions) {
    if (further.has(question.id) && !ledTo.has(question.id)) continue
    asked.push(question)
    const options = optionsIn(question, answers[question.id])
    if (options.some(({ outcome }) => outcome && outcome !== 'consent')) break
    for (const id of options.flatMap(leadsTo)) ledTo.add(id)
  }
  return asked
}

/** Those of them whose answer says something itself, and does not only lead to a question that does. */
export function questionsDecided(form: Form, answers: Answers): Question[] {
  return questionsAsked(form, answers).filter(
    (question) => !optionsIn(question, answers[question.id]).some(onlyLeadsOn),
  )
}

function onlyLeadsOn({ outcome, leads_to, adds }: QuestionOption): boolean {
  return leads_to !== undefined && outcome === undefined && adds === undefined
}

function leadsTo({ leads_to = [] }: QuestionOption): string[] {
  return leads_to
}

/** The first question without an answer, or null once the answers can be checked. */
export function nextQuestion(form: Form, answers: Answers): Question | null {
  return (
    questionsAsked(form, answers).find((question) => optionsIn(question, answers[question.id]).length === 0) ?? null
  )
}

/** Every option that was chosen on the way. */
export function optionsChosen(form: Form, answers: Answers): QuestionOption[] {
  return questionsAsked(form, answers).flatMap((question) => optionsIn(question, answers[question.id]))
}

/** The answers to the questions that these answers lead through; what was answered beyond them was not asked in the end. */
export function answersAsked(form: Form, answers: Answers): Answers {
  return answersTo(questionsAsked(form, answers), answers)
}

/** The answers that still fit, when a form changed while somebody was answering it. */
export function answersThatStillFit(form: Form, answers: Answers): Answers {
  return answersTo(form.questions, answers)
}

function answersTo(questions: readonly Question[], answers: Answers): Answers {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const options = optionsIn(question, answers[question.id])
      return options.length > 0 ? [[question.id, answerOf(options)]] : []
    }),
  )
}

/** The options that an answer names; none where it names anything that the question does not offer. */
export function optionsIn({ several, options }: Question, answer: string | undefined): QuestionOption[] {
  if (answer === undefined) return []
  const named = several ? answer.split(' ') : [answer]
  const chosen = options.filter(({ value }) => named.includes(value))
  return chosen.length === named.length ? chosen : []
}

/** How an answer is kept: the value of its option, or of each that was ticked, in the order of the question. */
export function answerOf(options: readonly { value: string }[]): string {
  return options.map(({ value }) => value).join(' ')
}
