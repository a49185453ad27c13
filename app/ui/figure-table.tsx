import { ANSWERS, type FigureTable as Figures } from '../domain/impact/weekly-figures.ts'
import { ShownNumber } from './shown-number.tsx'
import { useWords } from './use-words.ts'

type FigureTableProps = { caption: string; what: string; figures: Figures; label: (key: string) => string }

/** Answers as a table; the column of totals is left out where it could tell nothing. */
export function FigureTable({ caption, what, figures, label }: FigureTableProps) {
  const { t } = useWords()
  const totalled = figures.rows.some(({ total }) => total !== null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that may scroll sideways must be reachable by keyboard
    <section className="table-frame" tabIndex={0} aria-label={caption}>
      <table>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            {ANSWERS.map((answer) => (
              <th scope="col" className="number" key={answer}>
                {t(`figures:answer.${answer}`)}
              </th>
            ))}
            {totalled && (
              <th scope="col" className="number">
                {t('figures:all-answers')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {figures.rows.map(({ key, counts, total }) => (
            <tr key={key}>
              <th scope="row">{label(key)}</th>
              <Counts counts={totalled ? [...counts, total] : counts} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('figures:all-rows')}</th>
            <Counts counts={totalled ? [...figures.columnTotals, figures.total] : figures.columnTotals} />
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

function Counts({ counts }: { counts: Figures['columnTotals'] }) {
  return counts.map((count, column) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed, and the table is drawn once, on the server
    <td className={count === null ? 'number not-shown' : 'number'} key={column}>
      <ShownNumber count={count} />
    </td>
  ))
}
