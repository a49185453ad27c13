import { useTranslation } from 'react-i18next'
import { Heading, Lead } from '#app/ui/heading.tsx'

/** What has happened since, so that nobody worries. */
export function Reported({ problem }: { problem: 'not-mine' | 'not-me' }) {
  const { t } = useTranslation('letter')
  return (
    <>
      <Heading>{t('done.title')}</Heading>
      <Lead>{t(`done.${problem}`)}</Lead>
      <p>{t('done.next')}</p>
    </>
  )
}
