import { formatDate } from '../i18n/format.ts'
import { useWords } from './use-words.ts'

type InvitationToGiveProps = { invitation: { url: string; number: string; code: string; until: Date } }

/** What whoever is to act for somebody is given: on paper, or told. */
export function InvitationToGive({ invitation }: InvitationToGiveProps) {
  const { t, language } = useWords()
  const { url, number, code, until } = invitation
  return (
    <div className="keepsake">
      <p>
        <strong>{t('representatives:invitation.heading')}</strong>
      </p>
      <p>{t('representatives:invitation.text', { date: formatDate(language, until) })}</p>
      <p>
        {t('representatives:invitation.address')}: <strong>{url.replace(/\?.*/, '')}</strong>
      </p>
      <p>{t('representatives:invitation.number')}</p>
      <p className="code">{number}</p>
      <p>{t('representatives:invitation.code')}</p>
      <p className="code">{code}</p>
    </div>
  )
}
