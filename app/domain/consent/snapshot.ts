import type { Snapshot } from './events.ts'
import type { Answers, Form, FormWords, Question } from './form.ts'
import { optionsIn, questionsDecided } from './way-through.ts'

/** Exactly what a person saw when she confirmed: the form's short texts, her answers in their own words, and what follows. */
export function formSnapshot(form: Form, language: string, answers: Answers, summary: string[]): Snapshot {
  const words = form.words[language]
  if (!words) throw new Error(`form ${form.id} has no words in ${language}`)
  return {
    language,
    title: words.title,
    paragraphs: [
      ...words.promises.map((text) => ({ heading: null, text })),
      ...words.sections.flatMap(({ heading, short, longer, legal }) => [
        { heading, text: short },
        { heading: null, text: longer },
        { heading: null, text: legal },
      ]),
    ],
    answers: questionsDecided(form, answers).map((question) => ({
      question: words.questions[question.id]?.question ?? '',
      answer: answerInWords(words, question, answers[question.id])
        .flatMap(({ label, meaning }) => [`${label}.`, meaning])
        .join(' ')
        .trim(),
    })),
    summary,
  }
}

/** The words of each option that was chosen. */
export function answerInWords(
  words: FormWords,
  question: Question,
  answer: string | undefined,
): { label: string; meaning: string }[] {
  const options = words.questions[question.id]?.options ?? {}
  return optionsIn(question, answer).flatMap(({ value }) => options[value] ?? [])
}

/** What a person saw on a page that holds one switch: its words and what follows. */
export function pageSnapshot(language: string, title: string, paragraphs: string[], summary: string[]): Snapshot {
  return { language, title, paragraphs: paragraphs.map((text) => ({ heading: null, text })), answers: [], summary }
}
