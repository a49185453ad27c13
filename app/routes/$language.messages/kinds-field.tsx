import { MESSAGE_KINDS } from '#app/domain/message/topics.ts'
import { CheckboxGroup } from '#app/ui/checkbox-group.tsx'
import { useWords } from '#app/ui/use-words.ts'

type KindsFieldProps = { checked: readonly string[]; id?: string; error?: string | undefined }

/** What she may be written to about; nothing is ticked for her. */
export function KindsField({ checked, id, error }: KindsFieldProps) {
  const { t } = useWords()
  const options = MESSAGE_KINDS.map((kind) => ({
    value: kind,
    label: t(`message:kind.${kind}`),
    meaning: t(`message:kind.${kind}-meaning`),
  }))
  return (
    <CheckboxGroup
      name="kinds"
      legend={t('message:page.kinds')}
      options={options}
      checked={checked}
      {...(id && { id })}
      {...(error && { error })}
    />
  )
}
