import { useTranslation } from 'react-i18next'
import { useRefusal } from './refusal.ts'

/** Everything to look at again, first on the page; each line leads to its field. `form` names what concerns no one field. */
export function ErrorSummary({ errors }: { errors: Record<string, string | undefined> | undefined }) {
  const { t } = useTranslation('common')
  const refusal = useRefusal()
  const lines = onePerCode(Object.entries(errors ?? {}).filter((line): line is [string, string] => !!line[1]))
  if (lines.length === 0) return null
  return (
    // biome-ignore lint/a11y/noAutofocus: after a form comes back, this is what a reader must meet first
    <div className="error-summary" role="alert" tabIndex={-1} autoFocus>
      <h2>{t('error-summary.heading')}</h2>
      <ul>
        {lines.map(([field, code]) => (
          <li key={field}>{field === 'form' ? refusal(code) : <a href={`#${field}`}>{refusal(code)}</a>}</li>
        ))}
      </ul>
    </div>
  )
}

/** Three empty fields of one date are one thing to look at. */
function onePerCode(lines: [string, string][]): [string, string][] {
  return lines.filter(([field, code], place) => {
    const group = field.replace(/_(day|month|year)$/, '')
    return !lines.slice(0, place).some(([before, same]) => same === code && before.startsWith(`${group}_`))
  })
}
