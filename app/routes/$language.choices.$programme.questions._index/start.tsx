import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

type StartProps = { programmeId: string; next: string; started: boolean; withDiscard?: boolean }

/** The way to the first question, or to the one where a person stopped. */
export function Start({ programmeId, next, started, withDiscard = false }: StartProps) {
  const { t, language } = useWords()
  return (
    <>
      {started && <p>{t('questions:introduction.started')}</p>}
      <Actions>
        <LinkButton to={`/${language}/choices/${programmeId}/questions/${next}`}>
          {t(started ? 'questions:introduction.go-on' : 'questions:introduction.start')}
        </LinkButton>
      </Actions>
      {withDiscard && (
        <>
          {started && (
            <form method="post">
              <RecordField />
              <Button kind="quiet">{t('questions:introduction.start-again')}</Button>
            </form>
          )}
          <p>
            {t('questions:introduction.ask')} <a href={`/${language}/help`}>{t('questions:introduction.ask-link')}</a>
          </p>
        </>
      )}
    </>
  )
}
