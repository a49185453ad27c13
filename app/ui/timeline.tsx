export type TimelineEntry = {
  key: string
  /** For machines, ISO 8601. */
  at: string
  /** For people, already in their language. */
  when: string
  heading: string
  /** `care` for a denial or a withdrawal, `quiet` for routine. */
  tone?: 'care' | 'quiet'
  children?: React.ReactNode
}

/** What happened, in order. */
export function Timeline({ entries, level = 3 }: { entries: readonly TimelineEntry[]; level?: 2 | 3 }) {
  const Title = `h${level}` as const
  return (
    <ol className="timeline">
      {entries.map(({ key, at, when, heading, tone, children }) => (
        <li key={key} data-tone={tone}>
          <time dateTime={at}>{when}</time>
          <Title>{heading}</Title>
          {children}
        </li>
      ))}
    </ol>
  )
}
