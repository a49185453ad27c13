import { useParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'

/** Ways on for someone who cannot sign in; stopping never needs a code. */
export function Trouble() {
  const { t } = useTranslation('sign-in')
  const { language } = useParams()
  return (
    <>
      <h2>{t('trouble.heading')}</h2>
      <p>{t('trouble.lost')}</p>
      <p>{t('trouble.stop')}</p>
      <ul className="links">
        <li>
          <a href={`/${language}/help`}>{t('trouble.help')}</a>
        </li>
        <li>
          <a href={`/${language}/invitation`}>{t('trouble.letter')}</a>
        </li>
      </ul>
    </>
  )
}
