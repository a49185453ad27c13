import { useParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { TextField } from '#app/ui/text-field.tsx'

const PROBLEMS = ['not-mine', 'not-me'] as const

type ReportFormProps = {
  selector: string | null
  /** What the link that led here named. */
  problem: string | null
  errors: Record<string, string> | undefined
  typed: Record<string, string> | undefined
}

/** What happened, and the code that shows that the letter is at hand. */
export function ReportForm({ selector, problem, errors, typed }: ReportFormProps) {
  const { t } = useTranslation(['letter', 'help'])
  const { language } = useParams()
  const options = PROBLEMS.map((value) => ({ value, label: t(value), meaning: t(`${value}-meaning`) }))
  return (
    <>
      <ErrorSummary errors={errors} />
      <Heading>{t('title')}</Heading>
      <Lead>{t('lead')}</Lead>
      <form method="post" noValidate>
        <RadioGroup
          name="problem"
          legend={t('problem')}
          options={options}
          value={typed?.problem ?? problem ?? undefined}
          error={errors?.problem}
        />
        {!selector && (
          <TextField
            name="for"
            label={t('selector')}
            hint={t('selector-hint')}
            kind="code"
            value={typed?.for}
            error={errors?.for}
          />
        )}
        <TextField
          name="code"
          label={t('code')}
          hint={t('code-hint')}
          kind="code"
          value={typed?.code}
          error={errors?.code}
        />
        <Actions>
          <Button>{t('submit')}</Button>
        </Actions>
      </form>
      <h2>{t('no-letter.heading')}</h2>
      <p>
        {t('no-letter.text')} <a href={`/${language}/help`}>{t('help:title')}</a>
      </p>
    </>
  )
}
