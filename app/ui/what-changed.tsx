import type { Comparison } from '../domain/form/comparison.ts'
import { ComparedForms } from './compared-forms.tsx'
import { Details } from './details.tsx'
import { useWords } from './use-words.ts'

type WhatChangedProps = { comparison: Comparison; heading?: string }

/** What changed since a person agreed: the authors' own sentences first, then every difference for those who look. */
export function WhatChanged({ comparison, heading }: WhatChangedProps) {
  const { t, language } = useWords()
  const { said, language: lang } = comparison
  return (
    <section aria-labelledby="what-changed">
      <h2 id="what-changed">{heading ?? t('comparison:heading')}</h2>
      {lang !== language && <p>{t('questions:another-language')}</p>}
      {said.length > 0 && (
        <ul lang={lang}>
          {said.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <Details summary={t('comparison:every-change')} open={said.length === 0}>
        <ComparedForms comparison={comparison} />
      </Details>
    </section>
  )
}
