import { Button } from './button.tsx'
import { Details } from './details.tsx'
import { useWords } from './use-words.ts'

/** Throws away a draft, behind a first tap: nobody brings it back. `seen` names what is before the writer's eyes. */
export function DiscardDraft({ seen: { name, value } }: { seen: { name: string; value: string } }) {
  const { t } = useWords()
  return (
    <Details summary={t('drafts:discard.open')}>
      <p>{t('drafts:discard.text')}</p>
      <form method="post">
        <input type="hidden" name={name} value={value} />
        <Button name="intent" value="discard" kind="second">
          {t('drafts:discard.confirm')}
        </Button>
      </form>
    </Details>
  )
}
