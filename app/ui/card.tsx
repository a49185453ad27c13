type CardProps = { heading: string; to?: string; picture?: React.ReactNode; children?: React.ReactNode }

/** One thing among several; where it leads somewhere, the whole card does. */
export function Card({ heading, to, picture, children }: CardProps) {
  return (
    <div className="card">
      {picture}
      <h3>{to ? <a href={to}>{heading}</a> : heading}</h3>
      {children}
    </div>
  )
}

/** Cards side by side where there is room; each child is one `<li>`'s content. */
export function Cards({ across = 2, children }: { across?: 1 | 2 | 3; children: React.ReactNode[] }) {
  const columns = { 1: '', 2: ' cards--two', 3: ' cards--three' }[across]
  return (
    <ul className={`cards${columns} wide`}>
      {children.flat().map((child, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once, on the server
        <li key={index}>{child}</li>
      ))}
    </ul>
  )
}
