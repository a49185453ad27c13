import { describedBy, FieldError } from './field-error.tsx'

type TextAreaProps = {
  name: string
  label: string
  hint?: string | undefined
  value?: string | undefined
  error?: string | undefined
  rows?: number
  /** The language that is typed here, where it is not the page's. */
  lang?: string
}

/** Several lines to type in. */
export function TextArea({ name, label, hint, value, error, rows = 5, lang }: TextAreaProps) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={name} code={error} />
      <textarea
        id={name}
        name={name}
        rows={rows}
        lang={lang}
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, hint, error)}
      />
    </div>
  )
}
