import type { Snapshot } from '../domain/consent/events.ts'

/** The words that stood on the page then, in the language of then; without what was answered to them. */
export function ShownWords({ shown, language }: { shown: Pick<Snapshot, 'title' | 'paragraphs'>; language: string }) {
  return (
    <div lang={language}>
      <p>
        <strong>{shown.title}</strong>
      </p>
      {shown.paragraphs.map(({ heading, text }) => (
        <div key={`${heading} ${text}`}>
          {heading && (
            <p>
              <strong>{heading}</strong>
            </p>
          )}
          <p>{text}</p>
        </div>
      ))}
    </div>
  )
}
