import { useParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'

export const handle: PageHandle = { title: (t) => t('privacy:title') }

const KEPT = [
  'code',
  'choices',
  'language',
  'way-in',
  'sign-ins',
  'mail',
  'representatives',
  'requests',
  'uses',
  'paper',
] as const
const MORE = ['birth-date', 'where', 'cookie', 'how-long'] as const

/** What the portal knows and does not know, in the order in which people ask. */
export default function Privacy() {
  const { t } = useTranslation('privacy')
  const { language } = useParams()
  return (
    <>
      <Heading>{t('title')}</Heading>
      <Lead>{t('lead')}</Lead>
      <Notice tone="good" heading={t('not-known.heading')}>
        <p>{t('not-known.text')}</p>
      </Notice>
      <h2>{t('known.heading')}</h2>
      <ul>
        {KEPT.map((kept) => (
          <li key={kept}>{t(`known.${kept}`)}</li>
        ))}
      </ul>
      {MORE.map((section) => (
        <section key={section}>
          <h2>{t(`${section}.heading`)}</h2>
          <p>{t(`${section}.text`)}</p>
        </section>
      ))}
      <h2>{t('rights.heading')}</h2>
      <p>{t('rights.text')}</p>
      <p>
        <a href={`/${language}/help`}>{t('rights.link')}</a>
      </p>
    </>
  )
}
