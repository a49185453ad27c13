type CheckboxProps = {
  name: string
  label: string
  meaning?: string | undefined
  value?: string
  checked?: boolean
}

/** One thing to tick, or not. */
export function Checkbox({ name, label, meaning, value = 'yes', checked = false }: CheckboxProps) {
  return (
    <label className="choice" htmlFor={name}>
      <input
        id={name}
        type="checkbox"
        name={name}
        value={value}
        defaultChecked={checked}
        aria-describedby={meaning && `${name}-meaning`}
      />
      <span className="choice__label">{label}</span>
      {meaning && (
        <span className="choice__meaning" id={`${name}-meaning`}>
          {meaning}
        </span>
      )}
    </label>
  )
}
