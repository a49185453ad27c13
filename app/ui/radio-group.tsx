import { ChoiceCard, type ChoiceOption } from './choice-card.tsx'
import { describedBy, FieldError } from './field-error.tsx'

type RadioGroupProps = {
  name: string
  legend: string
  /** Where the question is the page: its legend is the page's heading. */
  asHeading?: boolean
  eyebrow?: string | undefined
  hint?: string | undefined
  options: readonly ChoiceOption[]
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
          <ChoiceCard
            key={option.value}
            type="radio"
            name={name}
            option={option}
            first={index === 0}
            checked={option.value === value}
          />
        ))}
      </div>
    </fieldset>
  )
}
