export type Step = { heading: string; text: string; picture?: React.ReactNode }

/** What happens, one step after another. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="steps steps--four wide">
      {steps.map(({ heading, text, picture }) => (
        <li key={heading}>
          {picture}
          <h3>{heading}</h3>
          <p>{text}</p>
        </li>
      ))}
    </ol>
  )
}
