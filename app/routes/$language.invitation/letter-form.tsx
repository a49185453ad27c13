import { useParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Actions, Button } from '#app/ui/button.tsx'
import { DateFields } from '#app/ui/date-fields.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'

type LetterFormProps = {
  selector: string
  errors: Record<string, string> | undefined
  typed: Record<string, string> | undefined
}

/** The code from the letter and the birth date: together they open it. */
export function LetterForm({ selector, errors, typed }: LetterFormProps) {
  const { t } = useTranslation('invitation')
  return (
    <>
      <ErrorSummary errors={errors} />
      <Heading>{t('title')}</Heading>
      <Lead>{t('lead')}</Lead>
      {errors?.form === 'invitation-expired' && (
        <Notice tone="warm" heading={t('expired.heading')}>
          <p>{t('expired.text')}</p>
        </Notice>
      )}
      <form method="post" noValidate>
        <RecordField />
        <TextField
          name="code"
          label={t('code')}
          hint={t('code-hint')}
          kind="code"
          value={typed?.code}
          error={errors?.code}
        />
        <DateFields
          name="birth"
          legend={t('birth-date')}
          hint={t('birth-date-hint')}
          values={typed}
          errors={errors}
          autoComplete="bday"
        />
        <Actions>
          <Button>{t('submit')}</Button>
        </Actions>
      </form>
      <Trouble selector={selector} />
    </>
  )
}

function Trouble({ selector }: { selector: string }) {
  const { t } = useTranslation('invitation')
  const { language } = useParams()
  const letter = `/${language}/letter?for=${encodeURIComponent(selector)}`
  return (
    <>
      <h2>{t('trouble.heading')}</h2>
      <ul className="links">
        <li>
          <a href={`${letter}&problem=not-mine`}>{t('trouble.not-mine')}</a>
        </li>
        <li>
          <a href={`${letter}&problem=not-me`}>{t('trouble.not-me')}</a>
        </li>
        <li>
          <a href={`/${language}/sign-in`}>{t('trouble.been-here')}</a>
        </li>
      </ul>
    </>
  )
}
