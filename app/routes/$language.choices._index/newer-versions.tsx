import { isAskedNow } from '#app/domain/consent/asked-again.ts'
import type { Day } from '#app/domain/day.ts'
import { formatDay } from '#app/i18n/format.ts'
import { programmeName } from '#app/i18n/programme-name.ts'
import type { AskedOf } from '#app/services/find-asked-again.server.ts'
import type { ProgrammeChoice } from '#app/services/read-my-choices.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Props = { asked: readonly AskedOf[]; choices: readonly ProgrammeChoice[]; today: Day }

/** What newer versions ask: loud until she answers or says later, then one line; small changes until she has seen them. */
export function NewerVersions({ asked, choices, today }: Props) {
  const { language } = useWords()
  return asked.map((one) => {
    const known = choices.find(({ programme }) => programme.id === one.programmeId)
    const programme = known ? programmeName(known.programme, language) : one.programmeId
    if (one.change === 'minor') return <SmallChange key={one.programmeId} asked={one} programme={programme} />
    const Shown = isAskedNow(one, today) || !one.stands ? Question : PutOff
    return <Shown key={one.programmeId} asked={one} programme={programme} />
  })
}

type One = { asked: AskedOf; programme: string }

function Question({ asked: { programmeId, stands, request }, programme }: One) {
  const { t } = useWords()
  return (
    <Notice tone="warm" heading={t('reconsent:notice.heading')}>
      <p>{t(stands ? 'reconsent:notice.stands' : 'reconsent:notice.taken-back', { programme })}</p>
      {request !== null && request.reminders > 0 && <p>{t('reconsent:notice.reminder')}</p>}
      <ToWhatChanged programmeId={programmeId} />
    </Notice>
  )
}

function PutOff({ asked: { programmeId, later }, programme }: One) {
  const { t, language } = useWords()
  return (
    <Notice>
      <p>
        {later?.askAgainOn
          ? t('reconsent:quiet.until', { programme, date: formatDay(language, later.askAgainOn) })
          : t('reconsent:quiet.no-date', { programme })}
      </p>
      <ToWhatChanged programmeId={programmeId} />
    </Notice>
  )
}

function SmallChange({ asked: { programmeId, newer, request }, programme }: One) {
  const { t, language } = useWords()
  if (request?.seenAt) return null
  return (
    <Notice heading={t('reconsent:minor.heading')}>
      <p>{t('reconsent:minor.text', { programme })}</p>
      <ToWhatChanged programmeId={programmeId} />
      <form method="post" action={`/${language}/choices/${programmeId}/what-changed`}>
        <RecordField />
        <input type="hidden" name="form" value={newer} />
        <Button kind="second">{t('reconsent:minor.seen')}</Button>
      </form>
    </Notice>
  )
}

function ToWhatChanged({ programmeId }: { programmeId: string }) {
  const { t, language } = useWords()
  return (
    <p>
      <a href={`/${language}/choices/${programmeId}/what-changed`}>{t('reconsent:notice.link')}</a>
    </p>
  )
}
