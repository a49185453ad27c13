import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '#app/domain/consent/codes.ts'
import { codeLabel } from '#app/i18n/choice-summary.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/checkbox-group.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Named = { id: string; name: string }

type QuestionFormProps = {
  audited: { programmes: Named[]; uses: Named[]; hospitals: Named[] }
  typed: Record<string, string>
  errors: Record<string, string | undefined>
}

/** About whom, for what, and as of when. */
export function QuestionForm({ audited, typed, errors }: QuestionFormProps) {
  const { t } = useWords()
  const field = (name: string) => ({ name, value: typed[name], error: errors[name] })
  const coded = <Code extends string>(axis: 'purpose' | 'recipient' | 'data', codes: readonly Code[]) =>
    codes.map((value) => ({ value, label: codeLabel(t, axis, value) }))
  return (
    <form method="post">
      <SelectField
        name="hospital"
        label={t('as-of:question.hospital')}
        value={typed.hospital}
        options={audited.hospitals.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextField {...field('pseudonym')} label={t('as-of:pseudonym')} hint={t('as-of:pseudonym-hint')} />
      <SelectField
        name="basis"
        label={t('as-of:question.basis')}
        value={typed.basis}
        options={[
          ...audited.programmes.map(({ id, name }) => ({
            value: `consent:${id}`,
            label: t('as-of:question.by-consent', { name }),
          })),
          ...audited.uses.map(({ id, name }) => ({
            value: `altruism:${id}`,
            label: t('as-of:question.by-altruism', { name }),
          })),
        ]}
      />
      <SelectField
        name="purpose"
        label={t('as-of:axis.purpose')}
        value={typed.purpose}
        options={coded('purpose', PURPOSES)}
      />
      <SelectField
        name="recipient"
        label={t('as-of:axis.recipient')}
        value={typed.recipient}
        options={coded('recipient', RECIPIENTS)}
      />
      <TextField
        {...field('region')}
        kind="short"
        label={t('as-of:axis.region')}
        hint={t('as-of:question.region-hint')}
      />
      <CheckboxGroup
        name="data"
        legend={t('as-of:axis.data')}
        options={coded('data', DATA_CATEGORIES)}
        checked={typed.data?.split(' ') ?? []}
        error={errors.data}
      />
      <TextField
        {...field('acquired_from')}
        kind="short"
        label={t('as-of:question.acquired-from')}
        hint={t('as-of:question.acquired-hint')}
      />
      <TextField {...field('acquired_until')} kind="short" label={t('as-of:question.acquired-until')} />
      <TextField {...field('at')} label={t('as-of:at')} hint={t('as-of:moment-hint')} />
      <TextField {...field('known_at')} label={t('as-of:known-at')} hint={t('as-of:question.known-at-hint')} />
      <Actions>
        <Button>{t('as-of:ask')}</Button>
      </Actions>
    </form>
  )
}
