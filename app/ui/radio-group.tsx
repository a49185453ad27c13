import { describedBy, FieldError } from './field-error.tsx'

export type RadioOption = { value: string; label: string; meaning?: string | undefined }

type RadioGroupProps = {
  name: string
  legend: string
  /** Where the question is the page: its legend is the page's heading. */
  asHeading?: boolean
  eyebrow?: string | undefined
  hint?: string | undefined
  options: readonly RadioOption[]
  /** What this person chose before; nothing is chosen for anyone. */
  value?: string | undefined
  /** A refusal's code. */
  error?: string | undefined
}

/** One question: large cards of equal weight, native radios inside. */
export function RadioGroup({ name, legend, asHeading, eyebrow, hint, options, value, error }: RadioGroupProps) {
  return (
    <fieldset aria-describedby={describedBy(name, hint, error)}>
      <legend>
        {asHeading ? (
          <h1>
            {eyebrow && <span className="eyebrow">{eyebrow}</span>}
            {legend}
          </h1>
        ) : (
          legend
        )}
      </legend>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={name} code={error} />
      <div className="choices">
        {options.map((option, index) => (
          <Choice key={option.value} name={name} option={option} first={index === 0} checked={option.value === value} />
        ))}
      </div>
    </fieldset>
  )
}

/** The first card carries the group's own id, so that the error summary leads to it. */
function Choice(props: { name: string; option: RadioOption; first: boolean; checked: boolean }) {
  const { name, option, first, checked } = props
  const id = first ? name : `${name}-${option.value}`
  return (
    <label className="choice" htmlFor={id}>
      <input
        id={id}
        type="radio"
        name={name}
        value={option.value}
        defaultChecked={checked}
        aria-describedby={option.meaning && `${id}-meaning`}
      />
      <span className="choice__label">{option.label}</span>
      {option.meaning && (
        <span className="choice__meaning" id={`${id}-meaning`}>
          {option.meaning}
        </span>
      )}
    </label>
  )
}
