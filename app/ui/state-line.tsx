type StateLineProps = { tone: 'good' | 'quiet' | 'care'; children: React.ReactNode }

/** How something stands, in words, with a mark beside them that says the same in colour. */
export function StateLine({ tone, children }: StateLineProps) {
  return <p className={`state state--${tone}`}>{children}</p>
}
