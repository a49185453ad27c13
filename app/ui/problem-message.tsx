import { useTranslation } from 'react-i18next'
import { Actions, LinkButton } from './button.tsx'
import { Heading, Lead } from './heading.tsx'
import { useRefusal } from './refusal.ts'

const HEADINGS = [400, 403, 404, 413, 429, 500] as const

/** A page that says what went wrong, that nothing changed by it, and where to go now. */
export function ProblemMessage({ status, refusal }: { status: number; refusal: string }) {
  const { t, i18n } = useTranslation('problem')
  const sentence = useRefusal()
  const heading = HEADINGS.find((known) => known === status) ?? (status < 500 ? 400 : 500)
  return (
    <>
      <Heading>{t(`heading.${heading}`)}</Heading>
      <Lead>{sentence(refusal)}</Lead>
      <p>{t('nothing-changed')}</p>
      <Actions>
        <LinkButton to={`/${i18n.language}`}>{t('to-first-page')}</LinkButton>
        <LinkButton kind="second" to={`/${i18n.language}/help`}>
          {t('to-help')}
        </LinkButton>
      </Actions>
    </>
  )
}
