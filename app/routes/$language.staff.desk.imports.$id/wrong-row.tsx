import { Actions, Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** One row turns out not to be as its paper. */
export function WrongRow({ error }: { error: string | undefined }) {
  const { t } = useWords()
  return (
    <Details summary={t('import:wrong.heading')} open={error !== undefined}>
      <p>{t('import:wrong.text')}</p>
      <form method="post" encType="multipart/form-data">
        <TextField name="row" kind="short" label={t('import:wrong.row')} hint={t('import:wrong.hint')} error={error} />
        <Actions>
          <Button kind="second" name="intent" value="row-incorrect">
            {t('import:wrong.send')}
          </Button>
        </Actions>
      </form>
    </Details>
  )
}
