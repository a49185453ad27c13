import { Notice } from '#app/ui/notice.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { WordedCheck } from './worded-checks.ts'

type Props = { check: WordedCheck; lang: string; guess: string | undefined; shown: boolean }

/** One question; once the answers are shown, a kind word and why it is so, whatever was guessed. */
export function CheckQuestion({ check, lang, guess, shown }: Props) {
  const { t } = useWords()
  const guessed = check.options.some(({ value }) => value === guess)
  const verdict = guessed ? (guess === check.right ? 'right' : 'not-quite') : 'answer'
  return (
    <>
      <div lang={lang}>
        <RadioGroup name={check.id} legend={check.question} options={check.options} value={guess} />
      </div>
      {shown && (
        <Notice tone={verdict === 'right' ? 'good' : 'calm'}>
          <p>
            <strong>{t(`understanding:verdict.${verdict}`)}</strong>
          </p>
          <p lang={lang}>{check.explanation}</p>
        </Notice>
      )}
    </>
  )
}
