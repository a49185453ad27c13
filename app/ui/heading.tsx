/** The one heading that names the page, with a short line above it where the place needs naming. */
export function Heading({ eyebrow, children }: { eyebrow?: string | undefined; children: React.ReactNode }) {
  return (
    <h1>
      {eyebrow && <span className="eyebrow">{eyebrow}</span>}
      {children}
    </h1>
  )
}

/** The first paragraph: what matters, in one or two sentences. */
export function Lead({ children }: { children: React.ReactNode }) {
  return <p className="lead">{children}</p>
}
