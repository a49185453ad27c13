import { FieldError } from './field-error.tsx'

export type CheckboxOption = { value: string; label: string; meaning?: string }

type CheckboxGroupProps = {
  name: string
  legend: string
  options: readonly CheckboxOption[]
  checked?: readonly string[]
  error?: string | undefined
}

/** Several things to tick under one name; the first carries the group's id, so that the error summary leads to it. */
export function CheckboxGroup({ name, legend, options, checked = [], error }: CheckboxGroupProps) {
  return (
    <fieldset aria-describedby={error && `${name}-error`}>
      <legend>{legend}</legend>
      <FieldError id={name} code={error} />
      <div className="choices">
        {options.map(({ value, label, meaning }, place) => {
          const id = place === 0 ? name : `${name}-${value}`
          return (
            <label className="choice" htmlFor={id} key={value}>
              <input id={id} type="checkbox" name={name} value={value} defaultChecked={checked.includes(value)} />
              <span className="choice__label">{label}</span>
              {meaning && <span className="choice__meaning">{meaning}</span>}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
