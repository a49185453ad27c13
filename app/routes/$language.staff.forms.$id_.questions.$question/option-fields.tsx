import { AFTER_DEATH, INCIDENTAL_FINDINGS } from '#app/domain/consent/choices.ts'
import { DATA_CATEGORIES, PURPOSES, RECIPIENTS } from '#app/domain/consent/codes.ts'
import type { QuestionOption } from '#app/domain/consent/form.ts'
import { codeLabel, regionLabel } from '#app/i18n/choice-summary.ts'
import { CheckboxGroup } from '#app/ui/checkbox-group.tsx'
import { Details } from '#app/ui/details.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { Given } from '../$language.staff.forms.$id/question-list.tsx'
import { GROUPS, OUTCOMES, SCANS } from './schema.ts'

/** What is typed in a field, and what is wrong with it. */
export type Filled = (name: string, stored: string) => { name: string; value: string; error: string | undefined }

type OptionFieldsProps = { number: number; option: QuestionOption | undefined; filled: Filled }

/** One answer: its name, what it is, and the provisions that it gives. */
export function OptionFields({ number, option, filled }: OptionFieldsProps) {
  const { t } = useWords()
  const nothing = { value: '', label: t('forms:question.nothing-said') }
  const outcomes = OUTCOMES.map((value) => ({ value, label: t(`forms:outcome.${value}`) }))
  const isWrong = AMONG.some((name) => filled(`${name}_${number}`, '').error !== undefined)
  const { outcome = '', scans = '', recontact, incidental_findings = '', after_death = '' } = option ?? {}
  const { use_years, leads_to = [] } = option ?? {}
  return (
    <section aria-labelledby={`answer-${number}`}>
      <h2 id={`answer-${number}`}>{t('forms:question.answer', { number })}</h2>
      <TextField
        {...filled(`value_${number}`, option?.value ?? '')}
        kind="short"
        label={t('forms:question.answer-name')}
        hint={t('forms:question.answer-name-hint')}
      />
      <SelectField
        {...filled(`outcome_${number}`, outcome)}
        label={t('forms:question.outcome')}
        options={[{ value: '', label: t('forms:question.no-outcome') }, ...outcomes]}
      />
      {option && <Given option={option} />}
      <Details summary={t('forms:question.gives')} open={isWrong}>
        <Axes number={number} option={option} filled={filled} />
        <SelectField
          {...filled(`scans_${number}`, scans)}
          label={t('forms:question.scans')}
          options={[nothing, ...SCANS.map((value) => ({ value, label: t(`forms:scans.${value}`) }))]}
        />
        <TextField
          {...filled(`use_years_${number}`, use_years ? String(use_years) : '')}
          kind="short"
          label={t('forms:question.use-years')}
        />
        <SelectField
          {...filled(`recontact_${number}`, recontact === undefined ? '' : recontact ? 'yes' : 'no')}
          label={t('forms:question.recontact')}
          options={[
            nothing,
            { value: 'yes', label: t('forms:recontact.yes') },
            { value: 'no', label: t('forms:recontact.no') },
          ]}
        />
        <SelectField
          {...filled(`findings_${number}`, incidental_findings)}
          label={t('forms:question.findings')}
          options={[nothing, ...INCIDENTAL_FINDINGS.map((value) => ({ value, label: t(`forms:findings.${value}`) }))]}
        />
        <SelectField
          {...filled(`after_death_${number}`, after_death)}
          label={t('after-death:name')}
          options={[nothing, ...AFTER_DEATH.map((value) => ({ value, label: t(`after-death:choice.${value}`) }))]}
        />
        <TextField
          {...filled(`leads_to_${number}`, leads_to.join(' '))}
          label={t('forms:leads-to')}
          hint={t('forms:question.leads-to-hint')}
        />
      </Details>
    </section>
  )
}

/** The fields that are folded away until one of them is wrong. */
const AMONG = [
  'purpose',
  'recipient',
  'region',
  'countries',
  'data',
  'scans',
  'use_years',
  'recontact',
  'findings',
  'after_death',
  'leads_to',
]

/** The four axes of a provision by the labels that people read. */
function Axes({ number, option, filled }: OptionFieldsProps) {
  const { t, language } = useWords()
  const { purpose = [], recipient = [], region = [], data = [] } = option?.adds ?? {}
  const countries = region.filter((code) => !(GROUPS as readonly string[]).includes(code))
  const ticked = (name: string, stored: readonly string[]) => {
    const { value, error } = filled(`${name}_${number}`, stored.join(' '))
    return { name: `${name}_${number}`, checked: value.split(' '), error }
  }
  return (
    <>
      <CheckboxGroup
        {...ticked('purpose', purpose)}
        legend={t('forms:axis.purpose')}
        options={PURPOSES.map((value) => ({ value, label: codeLabel(t, 'purpose', value) }))}
      />
      <CheckboxGroup
        {...ticked('recipient', recipient)}
        legend={t('forms:axis.recipient')}
        options={RECIPIENTS.map((value) => ({ value, label: codeLabel(t, 'recipient', value) }))}
      />
      <CheckboxGroup
        {...ticked('region', region)}
        legend={t('forms:axis.region')}
        options={GROUPS.map((value) => ({ value, label: regionLabel(t, language, value) }))}
      />
      <TextField
        {...filled(`countries_${number}`, countries.join(' '))}
        kind="short"
        label={t('forms:question.countries')}
        hint={t('forms:question.countries-hint')}
      />
      <CheckboxGroup
        {...ticked('data', data)}
        legend={t('forms:axis.data')}
        options={DATA_CATEGORIES.map((value) => ({ value, label: codeLabel(t, 'data', value) }))}
      />
    </>
  )
}
