import { useTranslation } from 'react-i18next'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'

export const handle: PageHandle = { title: (t) => t('welcome:title') }

/** What this is, one idea a section. */
export default function Welcome() {
  const { t } = useTranslation('welcome')
  return (
    <>
      <Heading>{t('title')}</Heading>
      <Lead>{t('lead')}</Lead>
    </>
  )
}
