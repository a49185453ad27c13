import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '../domain/consent/codes.ts'
import { OFFERED_REGIONS } from '../domain/consent/region.ts'
import { LEGAL_BASES } from '../domain/data-use/data-use.ts'
import { codeLabel, regionLabel } from '../i18n/choice-summary.ts'
import { dataUseLabels } from '../i18n/data-use-labels.ts'
import { CheckboxGroup } from './checkbox-group.tsx'
import { RadioGroup } from './radio-group.tsx'
import { SelectField } from './select-field.tsx'
import { TextField } from './text-field.tsx'
import { useWords } from './use-words.ts'

type Props = { values: Record<string, string | undefined>; errors: Record<string, string> }

/** What a data use asks to be approved: on what ground, what for, for whom, where, which data, with what, from when to when. */
export function DataUseFields({ values, errors }: Props) {
  const { t, language } = useWords()
  const labels = dataUseLabels(t)
  const field = (name: string) => ({ name, value: values[name], error: errors[name] })
  return (
    <>
      <RadioGroup
        {...field('legal_basis')}
        legend={labels.legal_basis}
        options={LEGAL_BASES.map((value) => ({ value, label: t(`data-uses:basis.${value}`) }))}
      />
      <RadioGroup
        {...field('purpose')}
        legend={labels.purpose}
        options={PURPOSES.map((value) => ({ value, label: codeLabel(t, 'purpose', value) }))}
      />
      <TextField {...field('organisation')} label={labels.organisation} />
      <RadioGroup
        {...field('recipient')}
        legend={labels.recipient}
        options={RECIPIENTS.map((value) => ({ value, label: codeLabel(t, 'recipient', value) }))}
      />
      <SelectField
        name="region"
        label={labels.region}
        value={values.region}
        options={OFFERED_REGIONS.map((value) => ({ value, label: regionLabel(t, language, value) }))}
      />
      <CheckboxGroup
        name="data"
        legend={labels.data}
        options={DATA_CATEGORIES.map((value) => ({ value, label: codeLabel(t, 'data', value) }))}
        checked={values.data?.split(' ') ?? []}
        error={errors.data}
      />
      <TextField {...field('tool_name')} label={labels.tool_name} />
      <TextField {...field('tool_version')} label={labels.tool_version} kind="short" />
      <TextField {...field('approval_reference')} label={labels.approval_reference} />
      <TextField {...field('starts_on')} label={labels.starts_on} hint={t('data-uses:day-hint')} kind="short" />
      <TextField {...field('ends_on')} label={labels.ends_on} hint={t('data-uses:ends-hint')} kind="short" />
    </>
  )
}
