import { describedBy, FieldError } from './field-error.tsx'

type TextFieldProps = {
  name: string
  label: string
  hint?: string | undefined
  /** What was typed before; never given back for a PIN. */
  value?: string | undefined
  /** A refusal's code. */
  error?: string | undefined
  /** `code`: capitals of one width, as in the letter; `pin`: digits that are not shown; `short`: a few characters. */
  kind?: 'text' | 'code' | 'pin' | 'email' | 'short'
  autoComplete?: string
}

/** One line to type in, its label and hint above it. */
export function TextField({ name, label, hint, value, error, kind = 'text', autoComplete = 'off' }: TextFieldProps) {
  return (
    <div className={`field field--${kind === 'pin' ? 'short' : kind}`}>
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
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(name, hint, error)}
        autoComplete={autoComplete}
        {...BEHAVIOUR[kind]}
      />
    </div>
  )
}

const BEHAVIOUR = {
  text: { type: 'text' },
  short: { type: 'text' },
  email: { type: 'email', inputMode: 'email', spellCheck: false },
  code: { type: 'text', autoCapitalize: 'characters', autoCorrect: 'off', spellCheck: false },
  pin: { type: 'password', inputMode: 'numeric', spellCheck: false },
} as const
