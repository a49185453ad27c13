import { describedBy, FieldError } from './field-error.tsx'

type DayFieldProps = {
  name: string
  label: string
  hint?: string | undefined
  /** The first and the last day that may be chosen, `YYYY-MM-DD`. */
  first: string
  last: string
  value?: string | undefined
  /** A refusal's code. */
  error?: string | undefined
}

/** A day not long from now, in the browser's own calendar. */
export function DayField({ name, label, hint, first, last, value, error }: DayFieldProps) {
  return (
    <div className="field field--short">
      <label htmlFor={name}>{label}</label>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={name} code={error} />
      <input
        id={name}
        name={name}
        type="date"
        min={first}
        max={last}
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, hint, error)}
        autoComplete="off"
      />
    </div>
  )
}
