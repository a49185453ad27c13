import { describedBy, FieldError } from './field-error.tsx'

type CheckboxProps = {
  name: string
  label: string
  meaning?: string | undefined
  value?: string
  checked?: boolean
  /** A refusal's code. */
  error?: string | undefined
}

/** One thing to tick, or not. */
export function Checkbox({ name, label, meaning, value = 'yes', checked = false, error }: CheckboxProps) {
  const described = [meaning && `${name}-meaning`, describedBy(name, false, error)].filter(Boolean).join(' ')
  return (
    <>
      <FieldError id={name} code={error} />
      <label className="choice" htmlFor={name}>
        <input
          id={name}
          type="checkbox"
          name={name}
          value={value}
          defaultChecked={checked}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
        />
        <span className="choice__label">{label}</span>
        {meaning && (
          <span className="choice__meaning" id={`${name}-meaning`}>
            {meaning}
          </span>
        )}
      </label>
    </>
  )
}
