import { formatDateTime } from '#app/i18n/format.ts'
import type { ListedPaper } from '#app/services/read-papers.server.ts'
import { Card } from '#app/ui/card.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Props = { heading: string; none: string; papers: readonly ListedPaper[] }

/** Papers by the hospital's own number, without what they say. */
export function PaperList({ heading, none, papers }: Props) {
  const { t, language } = useWords()
  return (
    <>
      <h2>{heading}</h2>
      {papers.length === 0 && <p>{none}</p>}
      <ul className="cards">
        {papers.map(({ id, pseudonym, wayIn, enteredAt, quality, mine }) => (
          <li key={id}>
            <Card heading={pseudonym} to={`/${language}/staff/desk/papers/${id}`}>
              <p>
                {t(`paper:way-in.${wayIn}`)} · {formatDateTime(language, enteredAt)}
                {mine && ` · ${t('paper:mine')}`}
              </p>
              {wayIn === 'paper' && <p className="soft">{t(`paper:quality.${quality}`)}</p>}
            </Card>
          </li>
        ))}
      </ul>
    </>
  )
}
