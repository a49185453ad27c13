import { ENDONYMS, LANGUAGES } from '#app/i18n/languages.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { Desk } from './draft-page.tsx'

/** Which language to write, which to see beside it, and what each still lacks. */
export function LanguagePair({ desk: { id, missing, writing, beside } }: { desk: Desk }) {
  const { t, language } = useWords()
  const here = `/${language}/staff/forms/${id}`
  const parts = missing.find(({ code }) => code === writing)?.parts ?? []
  return (
    <>
      <h2 id="languages">{t('forms:languages.heading')}</h2>
      <p>{t('forms:languages.lead')}</p>
      <nav className="tabs tabs--languages wide" aria-label={t('forms:languages.heading')}>
        <ul className="tabs__list">
          {missing.map(({ code, parts }) => (
            <li key={code}>
              <a
                href={`${here}?words=${code}&beside=${beside}#languages`}
                aria-current={code === writing ? 'page' : undefined}
              >
                <span lang={code}>{ENDONYMS[code]}</span>
                <small>{parts.length > 0 ? t('forms:missing', { count: parts.length }) : t('forms:complete')}</small>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <form method="get" action="#languages">
        <input type="hidden" name="words" value={writing} />
        <SelectField
          name="beside"
          label={t('forms:languages.beside')}
          value={beside}
          options={LANGUAGES.map((value) => ({ value, label: ENDONYMS[value] }))}
        />
        <Actions>
          <Button kind="second">{t('forms:languages.show')}</Button>
        </Actions>
      </form>
      {parts.length > 0 && (
        <Details summary={t('forms:languages.missing-heading', { language: ENDONYMS[writing] })}>
          <ul>
            {parts.map(({ part, of }) => (
              <li key={part + of}>{[t(`forms:part.${part}`), of].filter(Boolean).join(' · ')}</li>
            ))}
          </ul>
        </Details>
      )}
      <p>
        <a href={`${here}/preview/${writing}`}>{t('forms:preview.open', { language: ENDONYMS[writing] })}</a>
      </p>
      <p>
        <a href={`${here}/translations/${writing}`}>{t('translations:title')}</a>
      </p>
    </>
  )
}
