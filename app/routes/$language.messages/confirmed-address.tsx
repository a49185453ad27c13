import type { MessageKind } from '#app/domain/message/topics.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { KindsField } from './kinds-field.tsx'

/** The address that is written to, and what about, to be changed at any time. */
export function ConfirmedAddress({ address, kinds }: { address: string; kinds: readonly MessageKind[] }) {
  const { t } = useWords()
  return (
    <form method="post" className="card">
      <RecordField />
      <p>{kinds.length > 0 ? t('message:page.confirmed', { address }) : t('message:page.none')}</p>
      <KindsField id="kinds-now" checked={kinds} />
      <Actions>
        <Button name="act" value="choose">
          {t('message:page.save')}
        </Button>
        <Button kind="second" name="act" value="delete">
          {t('message:page.delete')}
        </Button>
      </Actions>
    </form>
  )
}
