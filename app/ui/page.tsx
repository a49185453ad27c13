import { useTranslation } from 'react-i18next'
import type { Language } from '../i18n/languages.ts'
import { Footer } from './footer.tsx'
import { LanguageChooser } from './language-chooser.tsx'
import { Mark } from './mark.tsx'

type PageProps = {
  language: Language
  /** Whose pages: staff have their own way in and out. */
  area: 'contributor' | 'staff'
  signedIn: boolean
  children: React.ReactNode
}

/** The frame around every page: who we are, the language, the way in or out, and the other ways to reach us. */
export function Page({ language, area, signedIn, children }: PageProps) {
  const { t } = useTranslation('common')
  const home = area === 'staff' ? `/${language}/staff` : `/${language}`
  return (
    <>
      <a className="skip visually-hidden" href="#content">
        {t('skip-to-content')}
      </a>
      <header className="masthead">
        <div className="masthead__inner">
          <a
            className="brand"
            href={signedIn && area === 'contributor' ? `${home}/choices` : home}
            aria-label={t('home')}
          >
            <Mark />
            <span>{t('portal')}</span>
          </a>
          <LanguageChooser language={language} />
          {signedIn ? <SignOut home={home} /> : <SignIn home={home} />}
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <Footer language={language} />
    </>
  )
}

function SignIn({ home }: { home: string }) {
  const { t } = useTranslation('common')
  return (
    <a className="masthead__action" href={`${home}/sign-in`}>
      {t('sign-in')}
    </a>
  )
}

function SignOut({ home }: { home: string }) {
  const { t } = useTranslation('common')
  return (
    <form method="post" action={`${home}/sign-out`}>
      <button className="masthead__action" type="submit">
        {t('sign-out')}
      </button>
    </form>
  )
}
