import type { Snapshot } from '../domain/consent/events.ts'
import { Details } from './details.tsx'
import { Facts } from './facts.tsx'
import { ShownWords } from './shown-words.tsx'
import { useWords } from './use-words.ts'

type SnapshotWordsProps = {
  snapshot: Snapshot
  level?: 2 | 3
  /** Left out where the sentences that say what follows stand beside it. */
  withSummary?: boolean
}

/** What a person had before her eyes, word for word, in the language of then. */
export function SnapshotWords({ snapshot, level = 2, withSummary = true }: SnapshotWordsProps) {
  const { t } = useWords()
  const { language, answers, summary } = snapshot
  const Part = `h${level}` as const
  return (
    <>
      {answers.length > 0 && (
        <>
          <Part>{t('receipt:answers')}</Part>
          <div lang={language}>
            <Facts facts={answers.map(({ question, answer }) => ({ term: question, children: answer }))} />
          </div>
        </>
      )}
      {withSummary && (
        <>
          <Part>{t('receipt:means')}</Part>
          <ul lang={language}>
            {summary.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      <Details summary={t('receipt:shown')}>
        <ShownWords shown={snapshot} language={language} />
      </Details>
    </>
  )
}
