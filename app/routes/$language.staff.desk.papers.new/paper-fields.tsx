import type { Typed } from '#app/http/form-data.ts'
import { ENDONYMS, isLanguage } from '#app/i18n/languages.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { DayField } from '#app/ui/day-field.tsx'
import { FieldError } from '#app/ui/field-error.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { type PaperQuestion, PaperQuestions } from './paper-questions.tsx'
import { SAYS } from './schema.ts'

type Props = {
  lang: string
  languages: readonly string[]
  today: string
  questions: readonly PaperQuestion[]
  typed: Typed
  errors: Record<string, string>
}

/** Whose it is, how it came, what it says, and its picture. */
export function PaperFields({ lang, languages, today, questions, typed, errors }: Props) {
  const { t } = useWords()
  return (
    <form method="post" encType="multipart/form-data" noValidate>
      <TextField
        name="pseudonym"
        label={t('corrections:number')}
        hint={t('as-of:pseudonym-hint')}
        value={typed.pseudonym}
        error={errors.pseudonym}
      />
      <RadioGroup
        name="way_in"
        legend={t('paper:field.way-in')}
        options={(['paper', 'phone'] as const).map((value) => ({ value, label: t(`paper:way-in.${value}`) }))}
        value={typed.way_in}
        error={errors.way_in}
      />
      <Checkbox
        name="identified"
        label={t('paper:field.identified')}
        checked={typed.identified === 'yes'}
        error={errors.identified}
      />
      <DayField
        name="signed_on"
        label={t('paper:field.signed-on')}
        first="2000-01-01"
        last={today}
        value={typed.signed_on}
        error={errors.signed_on}
      />
      <SelectField
        name="language"
        label={t('paper:field.language')}
        value={typed.language ?? lang}
        options={languages.map((code) => ({ value: code, label: isLanguage(code) ? ENDONYMS[code] : code }))}
      />
      <RadioGroup
        name="says"
        legend={t('paper:field.says')}
        options={SAYS.map((value) => ({ value, label: t(`paper:says.${value}`) }))}
        value={typed.says}
        error={errors.says}
      />
      <PaperQuestions questions={questions} lang={lang} typed={typed} errors={errors} />
      <div className="field">
        <label htmlFor="scan">{t('paper:field.scan')}</label>
        <p className="hint" id="scan-hint">
          {t('paper:field.scan-hint')}
        </p>
        <FieldError id="scan" code={errors.scan} />
        <input
          id="scan"
          name="scan"
          type="file"
          accept="application/pdf,image/jpeg,image/png,image/tiff"
          aria-invalid={errors.scan ? true : undefined}
          aria-describedby={errors.scan ? 'scan-hint scan-error' : 'scan-hint'}
        />
      </div>
      <Actions>
        <Button>{t('paper:send')}</Button>
      </Actions>
    </form>
  )
}
