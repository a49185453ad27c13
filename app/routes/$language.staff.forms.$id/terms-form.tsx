import { FORM_CHANGES } from '#app/domain/consent/form.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ChangedMeanwhile } from '#app/ui/changed-meanwhile.tsx'
import { Details } from '#app/ui/details.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { Again, Desk } from './draft-page.tsx'

/** The version's name, how long a yes holds, how much it changes, and its sections. */
export function TermsForm({ desk, again, mayEdit }: { desk: Desk; again: Again; mayEdit: boolean }) {
  const { t, language } = useWords()
  const { id, version, validYears, change, follows, sections, revision } = desk
  const typed = again?.typed.intent === 'terms' ? again.typed : null
  const errors = again?.errors ?? {}
  return (
    <>
      <p>
        {t('forms:terms.years', { count: validYears })}{' '}
        {follows !== null && t(change ? `forms:declared.${change}` : 'forms:declared.not-yet')}
      </p>
      {mayEdit && (
        <Details
          summary={t('forms:terms.heading')}
          open={typed !== null || errors.version !== undefined || errors.change !== undefined}
        >
          <form method="post">
            {typed && typed.revision !== String(revision) && (
              <ChangedMeanwhile href={`/${language}/staff/forms/${id}`} />
            )}
            <input type="hidden" name="revision" value={typed?.revision ?? revision} />
            <TextField
              name="version"
              kind="short"
              label={t('forms:terms.version')}
              value={typed?.version ?? version}
              error={errors.version}
            />
            <TextField
              name="valid_years"
              kind="short"
              label={t('forms:terms.valid-years')}
              value={typed?.valid_years ?? String(validYears)}
              error={errors.valid_years}
            />
            {follows !== null && (
              <RadioGroup
                name="change"
                legend={t('forms:terms.change')}
                options={FORM_CHANGES.map((value) => ({
                  value,
                  label: t(`forms:change.${value}`),
                  meaning: t(`forms:change.${value}-meaning`),
                }))}
                value={typed?.change ?? change ?? undefined}
                error={errors.change}
              />
            )}
            <TextArea
              name="sections"
              label={t('forms:terms.sections')}
              hint={t('forms:terms.sections-hint')}
              value={typed?.sections ?? sections.join('\n')}
              rows={Math.max(3, sections.length)}
              error={errors.sections}
            />
            <Actions>
              <Button name="intent" value="terms" kind="second">
                {t('forms:terms.save')}
              </Button>
            </Actions>
          </form>
        </Details>
      )}
    </>
  )
}
