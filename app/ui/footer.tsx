import { useTranslation } from 'react-i18next'
import type { Language } from '../i18n/languages.ts'

/** On every page: taking part is free, and there is always another way than this screen. */
export function Footer({ language }: { language: Language }) {
  const { t } = useTranslation('common')
  return (
    <footer className="footer">
      <div className="footer__inner">
        <div>
          <p className="footer__promise">{t('footer.promise')}</p>
          <p>{t('footer.other-ways')}</p>
        </div>
        <nav aria-label={t('footer.heading')}>
          <ul>
            {LINKS.map(([name, place]) => (
              <li key={place}>
                <a href={`/${language}/${place}`}>{t(`footer.${name}`)}</a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </footer>
  )
}

const LINKS = [
  ['help', 'help'],
  ['letter', 'letter'],
  ['privacy', 'privacy'],
  ['impact', 'impact'],
] as const
