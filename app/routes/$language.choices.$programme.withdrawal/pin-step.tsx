import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { ErasedAndKept } from '#app/ui/erased-and-kept.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

type PinStepProps = { tier: 'remove' | 'close'; stopped: boolean; errors: Record<string, string> }

/** The PIN before data is removed or an account closed. */
export function PinStep({ tier, stopped, errors }: PinStepProps) {
  const { t, language } = useWords()
  return (
    <>
      <ErrorSummary errors={errors} />
      <Heading>{t('withdrawal:pin.title')}</Heading>
      {stopped && <Lead>{t('withdrawal:pin.stopped')}</Lead>}
      <p>{t(`withdrawal:pin.why-${tier}`)}</p>
      {tier === 'close' && <ErasedAndKept under={1} />}
      <form method="post">
        <RecordField />
        <TextField
          name="pin"
          kind="pin"
          label={t('withdrawal:pin.label')}
          error={errors.pin}
          autoComplete="current-password"
        />
        <Actions>
          <Button name="tier" value={tier}>
            {t(`withdrawal:${tier}.button`)}
          </Button>
          <LinkButton kind="second" to={`/${language}/choices`}>
            {t('withdrawal:pin.leave')}
          </LinkButton>
        </Actions>
      </form>
    </>
  )
}
