import type { Form, FormWords } from '#app/domain/consent/form.ts'
import { answerInWords } from '#app/domain/consent/snapshot.ts'
import { questionsDecided } from '#app/domain/consent/way-through.ts'
import type { DrawnPaper } from '#app/services/read-imports.server.ts'

/** A paper as whoever compares it reads it: the questions and the answers that were entered, in words. */
export type PaperToCompare = Pick<DrawnPaper, 'row' | 'pseudonym' | 'signedOn'> & {
  answers: { question: string; answer: string }[]
}

export function drawnPaper(form: Form, words: FormWords | null, { answers, ...facts }: DrawnPaper): PaperToCompare {
  return {
    ...facts,
    answers: questionsDecided(form, answers).map((question) => ({
      question: words?.questions[question.id]?.question ?? question.id,
      answer:
        (words &&
          answerInWords(words, question, answers[question.id])
            .map(({ label }) => label)
            .join(', ')) ||
        (answers[question.id] ?? ''),
    })),
  }
}
