import { describedBy, FieldError } from './field-error.tsx'

type PasswordFieldProps = { name: string; label: string; hint?: string; error?: string | undefined }

/** A password: never given back, open to password managers. */
export function PasswordField({ name, label, hint, error }: PasswordFieldProps) {
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
        autoComplete="current-password"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, hint, error)}
      />
    </div>
  )
}
