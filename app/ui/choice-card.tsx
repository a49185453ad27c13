export type ChoiceOption = {
  value: string
  label: string
  meaning?: string | undefined
  /** What choosing it would come to, in generated sentences. */
  means?: readonly string[] | undefined
}

type ChoiceCardProps = {
  type: 'radio' | 'checkbox'
  name: string
  option: ChoiceOption
  /** The first card carries the group's own id, so that the error summary leads to it. */
  first: boolean
  checked: boolean
  meansHeading?: string | undefined
}

/** One answer: a large card with a native control inside. */
export function ChoiceCard({ type, name, option, first, checked, meansHeading }: ChoiceCardProps) {
  const { value, label, meaning, means = [] } = option
  const id = first ? name : `${name}-${value}`
  const described = [meaning && `${id}-meaning`, means.length > 0 && `${id}-means`].filter(Boolean).join(' ')
  return (
    <label className="choice" htmlFor={id}>
      <input
        id={id}
        type={type}
        name={name}
        value={value}
        defaultChecked={checked}
        aria-describedby={described || undefined}
      />
      <span className="choice__label">{label}</span>
      {meaning && (
        <span className="choice__meaning" id={`${id}-meaning`}>
          {meaning}
        </span>
      )}
      {means.length > 0 && (
        <span className="choice__means" id={`${id}-means`}>
          {meansHeading && <span className="choice__means-heading">{meansHeading} </span>}
          {means.map((sentence) => (
            <span key={sentence} className="choice__sentence">
              {sentence}{' '}
            </span>
          ))}
        </span>
      )}
    </label>
  )
}
