import { describedBy, FieldError } from './field-error.tsx'

type PasswordFieldProps = {
  name: string
  label: string
  hint?: string
  error?: string | undefined
  /** `new-password` where one is chosen. */
  autoComplete?: 'current-password' | 'new-password'
}

/** A password: never given back, open to password managers. */
export function PasswordField({ name, label, hint, error, autoComplete = 'current-password' }: PasswordFieldProps) {
  return (
    <div className="field">
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
        type="password"
        autoComplete={autoComplete}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, hint, error)}
      />
    </div>
  )
}
