import { Actions, LinkButton } from '#app/ui/button.tsx'
import { StateLine } from '#app/ui/state-line.tsx'
import { useWords } from '#app/ui/use-words.ts'
import type { ProgrammeActedFor } from './route.tsx'

/** One programme of the person: how she answered, and what may be done about it. */
export function ActedForProgramme({ programme: { id, name, consent, may } }: { programme: ProgrammeActedFor }) {
  const { t, language } = useWords()
  const at = `/${language}/choices/${id}`
  return (
    <section className="card">
      <h2>{name}</h2>
      <StateLine tone={consent?.state === 'given' ? 'good' : 'quiet'}>
        {t(`beside:state.${consent?.state ?? 'none'}`)}
      </StateLine>
      {consent && (
        <p>
          <a href={`/${language}/receipts/${consent.eventId}`}>{t('receipt:eyebrow')}</a>
        </p>
      )}
      <Actions>
        {may.answer && (
          <LinkButton kind="second" to={`${at}/questions`}>
            {t(consent ? 'beside:change' : 'choices:programmes.answer')}
          </LinkButton>
        )}
        {may.withdraw && consent && (
          <LinkButton kind="second" to={`${at}/withdrawal`}>
            {t(consent.state === 'given' ? 'choices:programmes.stop' : 'beside:further')}
          </LinkButton>
        )}
      </Actions>
    </section>
  )
}
