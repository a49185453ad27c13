import { useTranslation } from 'react-i18next'
import { Actions, Button } from '#app/ui/button.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { TextField } from '#app/ui/text-field.tsx'

/** For someone who came without the letter's own link. */
export function LetterNumberForm() {
  const { t } = useTranslation('invitation')
  return (
    <form method="get">
      <Heading>{t('number.heading')}</Heading>
      <Lead>{t('number.lead')}</Lead>
      <TextField name="for" label={t('number.label')} hint={t('number.hint')} kind="code" />
      <Actions>
        <Button>{t('number.submit')}</Button>
      </Actions>
    </form>
  )
}
