import { Details } from '#app/ui/details.tsx'
import { Facts } from '#app/ui/facts.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { ImportForm } from './import-form.ts'

/** What the columns of a file are, for each form version, with the empty file to fill in. */
export function FormColumns({ forms }: { forms: readonly ImportForm[] }) {
  const { t, language } = useWords()
  if (forms.length === 0) return null
  return (
    <section>
      <h2>{t('import:columns.heading')}</h2>
      <p>{t('import:columns.lead')}</p>
      {forms.map((form) => (
        <Details key={form.id} summary={t('import:form-version', { title: form.title, version: form.version })}>
          <p>
            <a href={`/${language}/staff/desk/imports/templates/${encodeURIComponent(form.id)}.csv`} download>
              {t('import:columns.template')}
            </a>
          </p>
          <Columns form={form} />
        </Details>
      ))}
    </section>
  )
}

function Columns({ form: { id, lang, languages, answers } }: { form: ImportForm }) {
  const { t } = useWords()
  return (
    <Facts
      facts={[
        { term: 'pseudonym', children: t('import:columns.pseudonym') },
        { term: 'form_version', children: t('import:columns.form-version', { form: id }) },
        { term: 'signed_on', children: t('import:columns.signed-on') },
        { term: 'language', children: t('import:columns.language', { languages: languages.join(', ') }) },
        ...answers.map(({ column, question, several, values }) => ({
          term: column,
          children: (
            <>
              <p lang={lang}>{question}</p>
              <p>{t(several ? 'import:columns.several' : 'import:columns.one')}</p>
              <ul>
                {values.map(({ value, label }) => (
                  <li key={value}>
                    <code>{value}</code> <span lang={lang}>{label}</span>
                  </li>
                ))}
              </ul>
            </>
          ),
        })),
      ]}
    />
  )
}
