import type { ImportProblem } from '#app/domain/import/reading.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/ui/use-words.ts'

type Props = { id: string; problems: readonly ImportProblem[]; problemCount: number; isReadable: boolean }

/** What is wrong with a file: row, column and why; never what stands there. */
export function ProblemsFound({ id, problems, problemCount, isReadable }: Props) {
  const { t, language } = useWords()
  if (problems.length === 0) return <p>{t('import:nothing-wrong')}</p>
  return (
    <section>
      <h2>{t('import:problems')}</h2>
      {!isReadable && <p>{t('import:columns-first')}</p>}
      <p>
        <a href={`/${language}/staff/desk/imports/${id}/problems.csv`} download>
          {t('import:report')}
        </a>
      </p>
      {problemCount > problems.length && (
        <p>
          {t('import:first-ones', {
            shown: formatNumber(language, problems.length),
            all: formatNumber(language, problemCount),
          })}
        </p>
      )}
      <ProblemTable problems={problems} />
    </section>
  )
}

function ProblemTable({ problems }: Pick<Props, 'problems'>) {
  const { t } = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that may scroll sideways must be reachable by keyboard
    <section className="table-frame" tabIndex={0} aria-label={t('import:problems')}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="number">
              {t('import:row')}
            </th>
            <th scope="col">{t('import:column')}</th>
            <th scope="col">{t('import:problem-heading')}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ row, column, problem }) => (
            <tr key={`${row} ${column} ${problem}`}>
              <th scope="row" className="number">
                {row}
              </th>
              <td>{column && <code>{column}</code>}</td>
              <td>{t(`import:problem.${problem}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
