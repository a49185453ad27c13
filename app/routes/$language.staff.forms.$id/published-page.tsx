import { useSearchParams } from '@remix-run/react'
import { formatDate } from '#app/i18n/format.ts'
import { ENDONYMS, LANGUAGES } from '#app/i18n/languages.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { FormHashes } from '#app/ui/form-hashes.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { PublishedDesk } from './published-desk.server.ts'
import { QuestionList } from './question-list.tsx'

/** A published version: nothing on it can be changed, so there is nothing but what it says and the proof. */
export function PublishedPage({ desk }: { desk: PublishedDesk }) {
  const { t, language } = useWords()
  const [search] = useSearchParams()
  const { id, programme, version, publishedAt, change, questions, words, hashes } = desk
  const here = `/${language}/staff/forms/${id}`
  return (
    <>
      {search.get('done') === 'publish' && (
        <Notice tone="good">
          <p>{t('forms:done.publish')}</p>
        </Notice>
      )}
      <Heading eyebrow={programme}>{t('forms:version', { version })}</Heading>
      <p>
        {t('forms:published', { date: formatDate(language, publishedAt) })} {change && t(`forms:declared.${change}`)}{' '}
        {t('forms:unchangeable')}
      </p>
      <p>
        <a href={`${here}/comparison`}>{t('forms:comparison')}</a>
      </p>
      <FormHashes hashes={hashes} />
      <Actions>
        <LinkButton kind="second" to={`${here}/file.json`}>
          {t('forms:file.export')}
        </LinkButton>
      </Actions>
      <h2>{t('forms:preview.heading')}</h2>
      <ul>
        {LANGUAGES.map((code) => (
          <li key={code}>
            <a href={`${here}/preview/${code}`} lang={code}>
              {ENDONYMS[code]}
            </a>
          </li>
        ))}
      </ul>
      <h2>{t('forms:questions.heading')}</h2>
      <QuestionList
        questions={questions}
        words={(question, option) => {
          const asked = words?.questions[question]
          return (option === undefined ? asked?.question : asked?.options[option]?.label) || (option ?? question)
        }}
        editAt={null}
      />
    </>
  )
}
