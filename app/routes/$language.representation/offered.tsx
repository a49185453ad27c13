import type { ActingScope } from '#app/domain/access/acting.ts'
import type { Day } from '#app/domain/day.ts'
import type { FieldErrors, Typed } from '#app/http/form-data.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { ScopeWords } from '#app/ui/scope-words.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

type OfferedProps = {
  offered: {
    scope: ActingScope
    firstDay: Day
    lastDay: Day
    hospital: string | null
    names: Record<string, string>
    isSignedIn: boolean
  }
  errors: FieldErrors
  typed: Typed
}

/** What is asked, in full, and a yes and a no of equal weight. */
export function Offered({ offered, errors, typed }: OfferedProps) {
  const { t } = useWords()
  const { hospital, isSignedIn } = offered
  return (
    <form method="post" noValidate>
      <RecordField />
      <ErrorSummary errors={errors} labels={{ name: t('representatives:accept.call') }} />
      <Heading>{t('representatives:accept.question')}</Heading>
      <Lead>{t('representatives:accept.counts')}</Lead>
      <p>{hospital ? t('representatives:accept.minor', { hospital }) : t('representatives:accept.named')}</p>
      <ScopeWords {...offered} />
      {!isSignedIn && <FirstHere number={typed.number ?? ''} />}
      <input type="hidden" name="number" value={typed.number ?? ''} />
      <input type="hidden" name="code" value={typed.code ?? ''} />
      <TextField
        name="name"
        label={t('representatives:accept.call')}
        hint={t('representatives:accept.call-hint')}
        value={typed.name}
        error={errors.name}
      />
      <Actions>
        <Button kind="second" name="decide" value="yes">
          {t('representatives:accept.yes')}
        </Button>
        <Button kind="second" name="decide" value="no">
          {t('representatives:accept.no')}
        </Button>
      </Actions>
    </form>
  )
}

/** Whoever has an account keeps to it; everybody else gets one here. */
function FirstHere({ number }: { number: string }) {
  const { t, language } = useWords()
  const back = encodeURIComponent(`/${language}/representation?for=${number}`)
  return (
    <Notice>
      <p>{t('representatives:accept.account')}</p>
      <p>
        <a href={`/${language}/sign-in?next=${back}`}>{t('representatives:accept.sign-in')}</a>
      </p>
      <p>{t('representatives:accept.new')}</p>
    </Notice>
  )
}
