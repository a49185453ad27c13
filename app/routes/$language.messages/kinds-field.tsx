import { MESSAGE_KINDS } from '#app/domain/message/topics.ts'
import { CheckboxGroup } from '#app/ui/checkbox-group.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** What she may be written to about; nothing is ticked for her. */
export function KindsField({ checked, error }: { checked: readonly string[]; error?: string | undefined }) {
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
      {...(error && { error })}
    />
  )
}
