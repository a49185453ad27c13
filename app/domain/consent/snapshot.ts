import { questionsAsked } from './answering.ts'
import type { Snapshot } from './events.ts'
import type { Answers, Form } from './form.ts'

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
    answers: questionsAsked(form, answers).flatMap(({ id }) => {
      const asked = words.questions[id]
      const option = asked?.options[answers[id] ?? '']
      return asked && option ? [{ question: asked.question, answer: `${option.label}. ${option.meaning}` }] : []
    }),
    summary,
  }
}

/** What a person saw on a page that holds one switch: its words and what follows. */
export function pageSnapshot(language: string, title: string, paragraphs: string[], summary: string[]): Snapshot {
  return { language, title, paragraphs: paragraphs.map((text) => ({ heading: null, text })), answers: [], summary }
}
