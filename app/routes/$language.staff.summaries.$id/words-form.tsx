import { FIGURE_UNITS, NO_WORDS } from '#app/domain/impact/summary.ts'
import type { FieldErrors, Typed } from '#app/http/form-data.ts'
import { ENDONYMS } from '#app/i18n/languages.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/checkbox-group.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { filledRows, rowsToFill } from './figure-rows.ts'
import type { Desk } from './route.tsx'

type WordsFormProps = { desk: Desk; again: { errors: FieldErrors; typed: Typed } | undefined }

/** The words of one language, with the figure that all languages share. */
export function WordsForm({ desk, again }: WordsFormProps) {
  const { t } = useWords()
  const { writing, status, dataUses, dataUseIds } = desk
  const words = desk.words[writing] ?? NO_WORDS
  const typed = again?.typed.intent === 'save' || again?.typed.intent === 'correct' ? again.typed : null
  const field = (name: string, stored: string) => ({
    name,
    value: typed ? (typed[name] ?? '') : stored,
    error: again?.errors[name],
  })
  return (
    <form method="post">
      <h2>{t('staff:edit.words-in', { language: ENDONYMS[writing] })}</h2>
      {status === 'published' && <p>{t('staff:edit.correct-note')}</p>}
      <input type="hidden" name="words" value={writing} />
      <input type="hidden" name="edition" value={desk.edition.words} />
      <TextField {...field('title', words.title)} label={t('staff:edit.title')} hint={t('staff:edit.title-hint')} />
      <TextArea
        {...field('lead', words.lead)}
        label={t('staff:edit.lead')}
        hint={t('staff:edit.lead-hint')}
        rows={3}
        lang={writing}
      />
      <TextArea
        {...field('body', words.body.join('\n\n'))}
        label={t('staff:edit.body')}
        hint={t('staff:edit.body-hint')}
        rows={14}
        lang={writing}
      />
      <FigureFields desk={desk} field={field} typed={typed} />
      <TextArea {...field('what_next', words.what_next)} label={t('staff:edit.what-next')} rows={4} lang={writing} />
      {status === 'draft' && (
        <CheckboxGroup
          name="data_use"
          legend={t('staff:edit.data-uses')}
          options={dataUses}
          checked={typed ? (typed.data_use?.split(' ') ?? []) : dataUseIds}
          error={again?.errors.data_use}
        />
      )}
      <Actions>
        {status === 'draft' ? (
          <Button name="intent" value="save">
            {t('staff:edit.save')}
          </Button>
        ) : (
          <Button name="intent" value="correct">
            {t('staff:edit.correct')}
          </Button>
        )}
      </Actions>
    </form>
  )
}

type Field = (name: string, stored: string) => { name: string; value: string; error: string | undefined }

function FigureFields({ desk, field, typed }: { desk: Desk; field: Field; typed: Typed | null }) {
  const { t } = useWords()
  const { figure, threshold, writing, status } = desk
  const words = desk.words[writing] ?? NO_WORDS
  return (
    <>
      <h3>{t('staff:edit.figure')}</h3>
      <p className="hint">
        {t('staff:edit.figure-hint')} {t('staff:edit.small', { threshold })}
      </p>
      <TextField {...field('figure_title', words.figure_title)} label={t('staff:edit.figure-title')} />
      <SelectField
        name="unit"
        label={t('staff:edit.unit')}
        value={typed?.unit ?? figure.unit_key}
        options={FIGURE_UNITS.map((unit) => ({ value: unit, label: t(`figures:unit.${unit}`) }))}
      />
      {(status === 'draft' ? rowsToFill(figure.rows) : filledRows(figure.rows)).map(({ key, value }, place) => (
        <div className="bar-row" key={key}>
          <input type="hidden" name={`row_key_${place + 1}`} value={key} />
          <TextField
            {...field(`row_label_${place + 1}`, words.figure_rows[key] ?? '')}
            label={t('staff:edit.row-label', { number: place + 1 })}
          />
          <TextField
            {...field(`row_value_${place + 1}`, value)}
            label={t('staff:edit.row-value', { number: place + 1 })}
          />
        </div>
      ))}
    </>
  )
}
