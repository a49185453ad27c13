import { formatDay } from '#app/i18n/format.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Facts } from '#app/ui/facts.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { PaperToCompare } from './drawn-paper.ts'

type Props = { drawn: readonly PaperToCompare[]; lang: string; isOwnWork: boolean }

/** Somebody else compares some rows with their papers; whoever entered the file can only take it back. */
export function SecondLook({ drawn, lang, isOwnWork }: Props) {
  const { t, language } = useWords()
  return (
    <section>
      <h2>{t('import:second.heading')}</h2>
      <p>{t(isOwnWork ? 'import:second.own' : 'import:second.text')}</p>
      {drawn.map(({ row, pseudonym, signedOn, answers }) => (
        <div key={row}>
          <h3>
            {t('import:at-row', { row })} <code>{pseudonym}</code>
          </h3>
          <div lang={lang}>
            <Facts facts={answers.map(({ question, answer }) => ({ term: question, children: answer }))} />
          </div>
          <p>{t('import:second.signed', { day: formatDay(language, signedOn) })}</p>
        </div>
      ))}
      <form method="post" encType="multipart/form-data">
        <Actions>
          {!isOwnWork && (
            <Button name="intent" value="confirmed">
              {t('import:second.confirm')}
            </Button>
          )}
          <Button name="intent" value="refused" kind="second">
            {t('import:second.refuse')}
          </Button>
        </Actions>
      </form>
    </section>
  )
}
