import { useTranslation } from 'react-i18next'
import { describedBy, FieldError } from './field-error.tsx'

const PARTS = ['day', 'month', 'year'] as const

type DateFieldsProps = {
  /** The fields are `${name}_day`, `${name}_month` and `${name}_year`. */
  name: string
  legend: string
  hint?: string | undefined
  values?: Record<string, string> | undefined
  /** Refusal codes by field. */
  errors?: Record<string, string | undefined> | undefined
  /** `bday` where it is the reader's own birth date. */
  autoComplete?: 'bday'
}

/** A date in three short fields: quicker and safer than a calendar for a day long ago. */
export function DateFields({ name, legend, hint, values = {}, errors = {}, autoComplete }: DateFieldsProps) {
  const { t } = useTranslation('common')
  const error = PARTS.map((part) => errors[`${name}_${part}`]).find(Boolean)
  return (
    <fieldset aria-describedby={describedBy(name, hint, error)}>
      <legend>{legend}</legend>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={name} code={error} />
      <div className="date">
        {PARTS.map((part) => (
          <div key={part} className={`date__${part}`}>
            <label htmlFor={`${name}_${part}`}>{t(`date.${part}`)}</label>
            <input
              id={`${name}_${part}`}
              name={`${name}_${part}`}
              type="text"
              inputMode="numeric"
              defaultValue={values[`${name}_${part}`]}
              aria-invalid={errors[`${name}_${part}`] ? true : undefined}
              autoComplete={autoComplete ? `${autoComplete}-${part}` : 'off'}
            />
          </div>
        ))}
      </div>
    </fieldset>
  )
}
