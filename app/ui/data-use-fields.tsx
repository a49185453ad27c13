import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '../domain/consent/codes.ts'
import { OFFERED_REGIONS } from '../domain/consent/region.ts'
import { LEGAL_BASES } from '../domain/data-use/data-use.ts'
import { codeLabel, regionLabel } from '../i18n/choice-summary.ts'
import { CheckboxGroup } from './checkbox-group.tsx'
import { RadioGroup } from './radio-group.tsx'
import { SelectField } from './select-field.tsx'
import { TextField } from './text-field.tsx'
import { useWords } from './use-words.ts'

type Props = { values: Record<string, string | undefined>; errors: Record<string, string> }

/** What a data use asks to be approved: on what ground, what for, for whom, where, which data, with what, from when to when. */
export function DataUseFields({ values, errors }: Props) {
  const { t, language } = useWords()
  const field = (name: string) => ({ name, value: values[name], error: errors[name] })
  return (
    <>
      <RadioGroup
        {...field('legal_basis')}
        legend={t('data-uses:basis.question')}
        options={LEGAL_BASES.map((value) => ({ value, label: t(`data-uses:basis.${value}`) }))}
      />
      <RadioGroup
        {...field('purpose')}
        legend={t('altruism:use.what-for')}
        options={PURPOSES.map((value) => ({ value, label: codeLabel(t, 'purpose', value) }))}
      />
      <TextField {...field('organisation')} label={t('altruism:use.who')} />
      <RadioGroup
        {...field('recipient')}
        legend={t('altruism:use.kind')}
        options={RECIPIENTS.map((value) => ({ value, label: codeLabel(t, 'recipient', value) }))}
      />
      <SelectField
        name="region"
        label={t('altruism:use.where')}
        value={values.region}
        options={OFFERED_REGIONS.map((value) => ({ value, label: regionLabel(t, language, value) }))}
      />
      <CheckboxGroup
        name="data"
        legend={t('altruism:use.which-data')}
        options={DATA_CATEGORIES.map((value) => ({ value, label: codeLabel(t, 'data', value) }))}
        checked={values.data?.split(' ') ?? []}
        error={errors.data}
      />
      <TextField {...field('tool_name')} label={t('altruism:use.tool')} />
      <TextField {...field('tool_version')} label={t('data-uses:tool-version')} kind="short" />
      <TextField {...field('approval_reference')} label={t('altruism:use.approval')} />
      <TextField {...field('starts_on')} label={t('data-uses:starts')} hint={t('data-uses:day-hint')} kind="short" />
      <TextField {...field('ends_on')} label={t('data-uses:ends')} hint={t('data-uses:ends-hint')} kind="short" />
    </>
  )
}
