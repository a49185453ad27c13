import { formatDateTime, formatDay } from '#app/i18n/format.ts'
import { Facts } from '#app/ui/facts.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { ShownPaper } from './route.tsx'

/** What was entered, as it was entered. */
export function EnteredPaper({ paper }: { paper: ShownPaper }) {
  const { t, language } = useWords()
  const { pseudonym, wayIn, signedOn, enteredAt, title, lang, answers } = paper
  return (
    <>
      <Facts
        facts={[
          { term: t('corrections:number'), children: pseudonym },
          { term: t('paper:field.way-in'), children: t(`paper:way-in.${wayIn}`) },
          { term: t('paper:field.signed-on'), children: formatDay(language, signedOn) },
          { term: t('paper:entered'), children: formatDateTime(language, enteredAt) },
        ]}
      />
      {title && <h2 lang={lang}>{title}</h2>}
      <div lang={lang}>
        <Facts facts={answers.map(({ question, answer }) => ({ term: question, children: answer }))} />
      </div>
    </>
  )
}
