import { FieldError } from './field-error.tsx'

export type CheckboxOption = { value: string; label: string; meaning?: string }

type CheckboxGroupProps = {
  name: string
  legend: string
  options: readonly CheckboxOption[]
  checked?: readonly string[]
  /** Where a page has two groups of one name. */
  id?: string
  error?: string | undefined
}

/** Several things to tick under one name; the first carries the group's id, so that the error summary leads to it. */
export function CheckboxGroup({ name, legend, options, checked = [], id: group = name, error }: CheckboxGroupProps) {
  return (
    <fieldset aria-describedby={error && `${group}-error`}>
      <legend>{legend}</legend>
      <FieldError id={group} code={error} />
      <div className="choices">
        {options.map(({ value, label, meaning }, place) => {
          const id = place === 0 ? group : `${group}-${value}`
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
