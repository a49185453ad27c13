type Kind = 'first' | 'second' | 'quiet'

type ButtonProps = { kind?: Kind; name?: string; value?: string; children: React.ReactNode }

/** Sends the form it stands in. */
export function Button({ kind = 'first', name, value, children }: ButtonProps) {
  return (
    <button className={`button button--${kind}`} type="submit" name={name} value={value}>
      {children}
    </button>
  )
}

/** A link that is the next step of a page. */
export function LinkButton({ kind = 'first', to, children }: { kind?: Kind; to: string; children: React.ReactNode }) {
  return (
    <a className={`button button--${kind}`} href={to}>
      {children}
    </a>
  )
}

/** Buttons side by side, of one size, so that none is more than another. */
export function Actions({ children }: { children: React.ReactNode }) {
  return <div className="actions">{children}</div>
}
