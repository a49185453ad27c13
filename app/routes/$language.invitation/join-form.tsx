import { useTranslation } from 'react-i18next'
import { Actions, Button } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { RecordField } from '#app/ui/record-field.tsx'

const FIELDS = ['code', 'birth_day', 'birth_month', 'birth_year'] as const

/** Asked of someone who is signed in, before anything is kept: what was typed travels along, the answer decides. */
export function JoinForm({ typed }: { typed: Record<string, string> }) {
  const { t } = useTranslation('invitation')
  const options = (['yes', 'no'] as const).map((answer) => ({
    value: answer,
    label: t(`join.${answer}`),
    meaning: t(`join.${answer}-meaning`),
  }))
  return (
    <form method="post" noValidate>
      <RecordField />
      {FIELDS.map((field) => (
        <input key={field} type="hidden" name={field} value={typed[field] ?? ''} />
      ))}
      <RadioGroup name="join" legend={t('join.question')} hint={t('join.hint')} options={options} asHeading />
      <Actions>
        <Button>{t('join.submit')}</Button>
      </Actions>
    </form>
  )
}
