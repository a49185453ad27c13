import { formatDay } from '#app/i18n/format.ts'
import type { Registered } from '#app/services/read-registered.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { InvitationToGive } from '#app/ui/invitation-to-give.tsx'
import { StateLine } from '#app/ui/state-line.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** What this hospital registered: until when, how it stands, what to hand over, and the button that ends it. */
export function RegisteredList({ registered }: { registered: Registered[] }) {
  const { t } = useWords()
  return (
    <section aria-labelledby="registered">
      <h2 id="registered">{t('representatives:desk.list')}</h2>
      {registered.length === 0 && <p>{t('representatives:desk.none')}</p>}
      <ul className="cards">
        {registered.map((one) => (
          <li key={one.id}>
            <RegisteredOne registered={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function RegisteredOne({
  registered: { id, pseudonym, lastDay, state, endedOn, mayConfirm, invitation },
}: {
  registered: Registered
}) {
  const { t, language } = useWords()
  const date = endedOn ? formatDay(language, endedOn) : ''
  return (
    <div className="card">
      <h3>{pseudonym ?? t('representatives:desk.gone')}</h3>
      <StateLine tone={state === 'in-force' ? 'good' : 'quiet'}>
        {t(`representatives:state.${state}`, { date })}
      </StateLine>
      <p>{t('representatives:desk.until', { date: formatDay(language, lastDay) })}</p>
      {invitation && <InvitationToGive invitation={invitation} />}
      {mayConfirm && <p>{t('representatives:desk.compare')}</p>}
      {['to-confirm', 'waiting', 'not-yet', 'in-force'].includes(state) && (
        <form method="post">
          <input type="hidden" name="representation" value={id} />
          <Actions>
            {mayConfirm && (
              <Button name="act" value="confirm">
                {t('representatives:desk.confirm')}
              </Button>
            )}
            <Button kind="second" name="act" value="end">
              {t('representatives:end')}
            </Button>
          </Actions>
        </form>
      )}
    </div>
  )
}
