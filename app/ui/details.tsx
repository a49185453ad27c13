/** More for those who want it; opens without script. */
export function Details({ summary, open, children }: { summary: string; open?: boolean; children: React.ReactNode }) {
  return (
    <details className="more" open={open}>
      <summary>{summary}</summary>
      <div className="more__body">{children}</div>
    </details>
  )
}
