import type { FieldErrors, Typed } from '#app/http/form-data.ts'
import type { MessageWishes } from '#app/services/read-message-wishes.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { KindsField } from './kinds-field.tsx'

type AddressFormProps = { before: MessageWishes | null; errors: FieldErrors; typed: Typed }

/** Where to write to, and about what; folded away where there is an address already. */
export function AddressForm({ before, errors, typed }: AddressFormProps) {
  const { t } = useWords()
  const checked = typed.kinds?.split(' ') ?? before?.kinds ?? []
  const form = (
    <form method="post" noValidate>
      <RecordField />
      <TextField
        name="address"
        kind="email"
        label={t('message:page.address')}
        value={typed.address ?? (before?.state === 'unconfirmed' ? before.address : undefined)}
        error={errors.address}
        autoComplete="email"
      />
      <KindsField checked={checked} error={errors.kinds} />
      <Actions>
        <Button name="act" value="give">
          {t('message:page.send-number')}
        </Button>
      </Actions>
    </form>
  )
  const folded = before !== null && before.state !== 'undeliverable' && !errors.address && !errors.kinds
  if (folded) return <Details summary={t('message:page.other')}>{form}</Details>
  return (
    <>
      {!before && <p>{t('message:page.none')}</p>}
      {form}
    </>
  )
}
