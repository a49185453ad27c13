import { Actions, LinkButton } from '#app/ui/button.tsx'
import { useWords } from '#app/ui/use-words.ts'

const WAYS = { answer: 'questions', keep: 'what-changed/later', stop: 'withdrawal' } as const

/** Three ways on, none of them more than another. */
export function WaysOn({ programmeId }: { programmeId: string }) {
  const { t, language } = useWords()
  return (
    <section aria-labelledby="ways">
      <h2 id="ways">{t('reconsent:page.ways')}</h2>
      <ul className="plain">
        {(['answer', 'keep', 'stop'] as const).map((way) => (
          <li key={way}>
            <Actions>
              <LinkButton kind="second" to={`/${language}/choices/${programmeId}/${WAYS[way]}`}>
                {t(`reconsent:page.${way}`)}
              </LinkButton>
            </Actions>
            <p>{t(`reconsent:page.${way}-meaning`)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
