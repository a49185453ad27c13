import { QuestionOptions } from '#app/routes/$language.choices.$programme.questions.$question/question-options.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { PreviewedWords } from './previewed-words.ts'

/** A question with its answers; there is no button, so that nobody believes to have answered. */
export function PreviewedQuestion({ question: shown, lang }: { question: PreviewedWords; lang: string }) {
  const { t } = useWords()
  const { question, help, several, options, number, total } = shown
  return (
    <QuestionOptions
      question={question}
      help={help}
      lang={lang}
      progress={t('questions:progress', { number, total })}
      several={several}
      options={options}
      chosen={[]}
      error={undefined}
    />
  )
}
