type SelectFieldProps = {
  name: string
  label: string
  value?: string | undefined
  options: readonly { value: string; label: string }[]
}

/** One of several things from a short list. */
export function SelectField({ name, label, value, options }: SelectFieldProps) {
  return (
    <div className="field field--short">
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} defaultValue={value}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
