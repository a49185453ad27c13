import type { FormWords } from '../domain/consent/form.ts'
import { Details } from './details.tsx'
import { useWords } from './use-words.ts'

type FormSectionsProps = {
  sections: FormWords['sections']
  /** The language that the form is in. */
  lang: string
  /** What is shown below a section, by the section's id. */
  after?: Record<string, React.ReactNode>
}

/** A form's text: short first, longer for those who ask, the legal text one step further. */
export function FormSections({ sections, lang, after = {} }: FormSectionsProps) {
  const { t, language } = useWords()
  return (
    <>
      {lang !== language && <p>{t('questions:another-language')}</p>}
      {sections.map(({ id, heading, short, longer, legal }) => (
        <section key={id} aria-labelledby={`section-${id}`}>
          <h2 id={`section-${id}`} lang={lang}>
            {heading}
          </h2>
          <p lang={lang}>{short}</p>
          <Details summary={t('common:more')}>
            <p lang={lang}>{longer}</p>
            <Details summary={t('questions:legal')}>
              <p lang={lang} className="soft">
                {legal}
              </p>
            </Details>
          </Details>
          {after[id]}
        </section>
      ))}
    </>
  )
}
