import { ASK_AGAIN, type AskAgain, askAgainBounds, askAgainDay } from '#app/domain/consent/ask-again.ts'
import type { Day } from '#app/domain/day.ts'
import { formatDay } from '#app/i18n/format.ts'
import type { Language } from '#app/i18n/languages.ts'
import type { Translate } from '#app/i18n/translate.ts'
import { DayField } from '#app/ui/day-field.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Props = { today: Day; typed?: Record<string, string> | undefined; errors?: Record<string, string> | undefined }

/** When to ask again somebody who said *later*: plain choices with their days, or a day of her own. */
export function AskAgainChoices({ today, typed = {}, errors = {} }: Props) {
  const { t, language } = useWords()
  const { first, last } = askAgainBounds(today)
  const between = { first: formatDay(language, first), last: formatDay(language, last) }
  return (
    <>
      <RadioGroup
        name="again"
        legend={t('ask-again:question')}
        hint={t('ask-again:hint')}
        options={ASK_AGAIN.map((when) => ({
          value: when,
          label: t(`ask-again:when.${when}`),
          meaning: meaningOf(t, language, when, today),
        }))}
        value={typed.again}
        error={errors.again}
      />
      <DayField
        name="again_day"
        label={t('ask-again:day')}
        hint={t('ask-again:day-hint', between)}
        first={first}
        last={last}
        value={typed.again_day}
        error={errors.again_day}
      />
    </>
  )
}

function meaningOf(t: Translate, language: Language, when: AskAgain, today: Day): string {
  if (when === 'on-a-day' || when === 'no-date') return t(`ask-again:meaning.${when}`)
  const day = askAgainDay({ when }, today)
  return day.ok && day.event ? formatDay(language, day.event) : ''
}
