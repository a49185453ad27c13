import { useTranslation } from 'react-i18next'
import { useRefusal } from './refusal.ts'

type ErrorSummaryProps = {
  errors: Record<string, string | undefined> | undefined
  /** What fields are called whose refusal does not say it: five lines of "Please fill this in" help nobody. */
  labels?: Record<string, string>
}

/** Everything to look at again, first on the page; each line leads to its field. `form` names what concerns no one field. */
export function ErrorSummary({ errors, labels = {} }: ErrorSummaryProps) {
  const { t } = useTranslation('common')
  const refusal = useRefusal()
  const lines = onePerCode(Object.entries(errors ?? {}).filter((line): line is [string, string] => !!line[1]))
  if (lines.length === 0) return null
  const named = (field: string, sentence: string) => (labels[field] ? `${labels[field]} – ${sentence}` : sentence)
  return (
    // biome-ignore lint/a11y/noAutofocus: after a form comes back, this is what a reader must meet first
    <div className="error-summary" role="alert" tabIndex={-1} autoFocus>
      <h2>{t('error-summary.heading')}</h2>
      <ul>
        {lines.map(([field, code]) => (
          <li key={field}>
            {field === 'form' ? refusal(code) : <a href={`#${field}`}>{named(field, refusal(code))}</a>}
          </li>
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
