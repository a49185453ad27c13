import { altruismSummary } from '#app/i18n/choice-summary.ts'
import type { Part } from '#app/services/part.server.ts'
import type { Matching } from '#app/services/read-matching.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { MatchedUse } from './matched-use.tsx'

/** What my wishes mean now, which projects fit them and which I am in, each with its reasons; what ended stands apart. */
export function MyMatching({ matching }: { matching: Part<Matching> }) {
  const { t, language } = useWords()
  if (!matching.loaded) return <p>{t('matching:not-loaded')}</p>
  const { standing, matched } = matching.value
  if (!standing.altruism) return null
  const { mode, choices } = standing.altruism
  const open = matched.filter(({ phase }) => phase !== 'ended')
  const over = matched.filter(({ phase }) => phase === 'ended')
  return (
    <>
      <Notice tone="good" heading={t('matching:means')}>
        <ul>
          {altruismSummary(t, language, mode, choices).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Notice>
      <section aria-labelledby="matching">
        <h2 id="matching">{t('matching:heading')}</h2>
        {mode === 'leave-me-out' ? <p>{t('matching:left-out')}</p> : <HowMany open={open} />}
        {mode !== 'leave-me-out' && <Uses matched={open} />}
      </section>
      {over.length > 0 && (
        <section aria-labelledby="ended">
          <h2 id="ended">{t('matching:ended')}</h2>
          <Uses matched={over} />
        </section>
      )}
    </>
  )
}

type Matched = Matching['matched']

/** "3 projects fit your wishes. You are in 2." */
function HowMany({ open }: { open: Matched }) {
  const { t } = useWords()
  const fitting = open.filter(({ outside }) => outside.length === 0).length
  const including = open.filter(({ match }) => match === 'included').length
  if (fitting === 0) return <p className="lead">{t('matching:fit-none')}</p>
  return (
    <p className="lead">
      {t('matching:fit', { count: fitting })}{' '}
      {including === 0 ? t('matching:in-none') : t('matching:in', { count: including })}
    </p>
  )
}

function Uses({ matched }: { matched: Matched }) {
  return (
    <ul className="cards">
      {matched.map((one) => (
        <li key={one.use.id}>
          <MatchedUse matched={one} />
        </li>
      ))}
    </ul>
  )
}
