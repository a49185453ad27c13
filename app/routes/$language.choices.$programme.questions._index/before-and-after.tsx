import { useWords } from '#app/ui/use-words.ts'

type Row = { fact: string; before: string; after: React.ReactNode }

/** Made-up facts as they stand at the hospital, and what is left of them for the AI. */
export function BeforeAndAfter({ rows }: { rows: readonly Row[] }) {
  const { t } = useWords()
  return (
    <table className="before-after">
      <thead>
        <tr>
          <th scope="col">{t('questions:label.fact')}</th>
          <th scope="col">{t('questions:label.before')}</th>
          <th scope="col">{t('questions:label.after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ fact, before, after }) => (
          <tr key={fact}>
            <th scope="row">{fact}</th>
            <td>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
