import { Details } from '#app/ui/details.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { BeforeAndAfter } from './before-and-after.tsx'

/** A made-up report before and after. */
export function ReportPreview() {
  const { t } = useWords()
  return (
    <Details summary={t('preview:reports.heading')}>
      <p>{t('preview:reports.text')}</p>
      <dl className="facts">
        <div>
          <dt>{t('questions:label.before')}</dt>
          <dd>{t('preview:reports.before')}</dd>
        </div>
        <div>
          <dt>{t('questions:label.after')}</dt>
          <dd>{t('preview:reports.after')}</dd>
        </div>
      </dl>
    </Details>
  )
}

/** Made-up facts about somebody's health before and after. */
export function HealthPreview() {
  const { t } = useWords()
  const illness = t('preview:clinical.illness-before')
  return (
    <Details summary={t('preview:clinical.heading')}>
      <p>{t('preview:clinical.text')}</p>
      <BeforeAndAfter
        rows={[
          {
            fact: t('preview:clinical.birth-date'),
            before: t('preview:clinical.birth-date-before'),
            after: t('preview:clinical.birth-date-after'),
          },
          {
            fact: t('preview:clinical.home'),
            before: t('preview:clinical.home-before'),
            after: <em>{t('questions:label.taken-out')}</em>,
          },
          {
            fact: t('preview:clinical.day'),
            before: t('preview:clinical.day-before'),
            after: t('preview:clinical.day-after'),
          },
          {
            fact: t('preview:clinical.illness'),
            before: illness,
            after: t('questions:label.stays', { value: illness }),
          },
        ]}
      />
    </Details>
  )
}
