import { ACTS } from '#app/domain/access/acting.ts'
import type { Day } from '#app/domain/day.ts'
import type { FieldErrors, Typed } from '#app/http/form-data.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/checkbox-group.tsx'
import { DayField } from '#app/ui/day-field.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

type NamingFormProps = {
  programmes: { id: string; name: string }[]
  first: Day
  last: Day
  errors: FieldErrors
  typed: Typed
}

/** Nothing is ticked for anyone. */
export function NamingForm({ programmes, first, last, errors, typed }: NamingFormProps) {
  const { t } = useWords()
  const acts = ACTS.map((act) => ({
    value: act,
    label: t(`representatives:may.${act}`),
    meaning: t(`representatives:may.${act}-meaning`),
  }))
  const all = { value: 'all', label: t('representatives:new.all'), meaning: t('representatives:new.all-meaning') }
  const each = programmes.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <form method="post" noValidate>
      <RecordField />
      <TextField
        name="name"
        label={t('representatives:new.name')}
        hint={t('representatives:new.name-hint')}
        value={typed.name}
        error={errors.name}
      />
      <CheckboxGroup
        name="acts"
        legend={t('representatives:new.acts')}
        options={acts}
        checked={typed.acts?.split(' ') ?? []}
        error={errors.acts}
      />
      <CheckboxGroup
        name="programmes"
        legend={t('representatives:new.programmes')}
        options={[all, ...each]}
        checked={typed.programmes?.split(' ') ?? []}
        error={errors.programmes}
      />
      <DayField
        name="first_day"
        label={t('representatives:new.first')}
        {...{ first, last }}
        value={typed.first_day ?? first}
        error={errors.first_day}
      />
      <DayField
        name="last_day"
        label={t('representatives:new.last')}
        hint={t('representatives:new.last-hint')}
        {...{ first, last }}
        value={typed.last_day}
        error={errors.last_day}
      />
      <TextField
        name="pin"
        kind="pin"
        label={t('representatives:new.pin')}
        hint={t('representatives:new.pin-hint')}
        error={errors.pin}
        autoComplete="current-password"
      />
      <Actions>
        <Button>{t('representatives:new.submit')}</Button>
      </Actions>
    </form>
  )
}
