import { CheckQuestion } from '#app/routes/$language.choices.$programme.questions.understanding/check-question.tsx'
import type { WordedCheck } from '#app/routes/$language.choices.$programme.questions.understanding/worded-checks.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** The questions for understanding with their explanations; there is no button, for nobody is guessing here. */
export function PreviewedChecks({ checks, lang }: { checks: WordedCheck[]; lang: string }) {
  const { t } = useWords()
  return (
    <>
      <Heading>{t('understanding:title')}</Heading>
      <Lead>{t('understanding:lead')}</Lead>
      {checks.map((check) => (
        <CheckQuestion key={check.id} check={check} lang={lang} guess={check.right} shown />
      ))}
    </>
  )
}
