type NoticeProps = {
  tone?: 'calm' | 'warm' | 'good' | 'care'
  heading?: string
  children: React.ReactNode
}

/** Something worth a frame of its own: good news, a promise, a warning (`care`). */
export function Notice({ tone = 'calm', heading, children }: NoticeProps) {
  return (
    <div className={`notice notice--${tone}`}>
      {heading && <h2>{heading}</h2>}
      {children}
    </div>
  )
}
