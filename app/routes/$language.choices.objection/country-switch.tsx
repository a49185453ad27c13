import { regionLabel } from '#app/i18n/choice-summary.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { StateLine } from '#app/ui/state-line.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** How the switch stands in one country, and the button that turns it. */
export function CountrySwitch({ country, stands }: { country: string; stands: boolean }) {
  const { t, language } = useWords()
  const named = { country: regionLabel(t, language, country) }
  const answer = stands ? 'reverse' : 'object'
  return (
    <form method="post" className="card">
      <RecordField />
      <StateLine tone={stands ? 'care' : 'quiet'}>{t(`objection:state.${stands ? 'on' : 'off'}`, named)}</StateLine>
      <input type="hidden" name="country" value={country} />
      {stands && <p>{t('objection:reverse.meaning')}</p>}
      <Actions>
        <Button name="answer" value={answer}>
          {t(`objection:${answer}.button`, named)}
        </Button>
      </Actions>
    </form>
  )
}
