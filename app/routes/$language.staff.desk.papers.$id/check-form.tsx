import { Actions, Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Details } from '#app/ui/details.tsx'
import { FieldError } from '#app/ui/field-error.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { ShownPaper } from './route.tsx'

/** What the second person says; whoever entered it may only say that it was a mistake. */
export function CheckForm({ paper, errors }: { paper: ShownPaper; errors: Record<string, string> }) {
  const { t } = useWords()
  const { quality, mine, wayIn } = paper
  if (quality === 'incorrect') return null
  const toCheck = quality === 'not-checked' && wayIn === 'paper'
  return (
    <>
      <div id="quality">
        <FieldError id="quality" code={errors.quality} />
        {toCheck && mine && <p>{t('paper:check.own')}</p>}
      </div>
      {toCheck && !mine && (
        <form method="post">
          <Checkbox name="compared" label={t('paper:check.compared')} error={errors.compared} />
          <Actions>
            <Button name="quality" value="correct">
              {t('paper:check.correct')}
            </Button>
          </Actions>
        </form>
      )}
      <Details summary={t('paper:check.not-correct')}>
        <p>{t('paper:check.incorrect-meaning')}</p>
        <form method="post">
          <Actions>
            <Button kind="second" name="quality" value="incorrect">
              {t('paper:check.incorrect')}
            </Button>
          </Actions>
        </form>
      </Details>
    </>
  )
}
