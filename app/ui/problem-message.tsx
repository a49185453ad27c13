import type { Translate } from '../i18n/translate.ts'
import { Actions, LinkButton } from './button.tsx'
import { Heading, Lead } from './heading.tsx'
import { useRefusal } from './refusal.ts'
import { useWords } from './use-words.ts'

const HEADINGS = [400, 403, 404, 409, 413, 429, 500] as const

/** A page that says what went wrong, that nothing changed by it, and where to go now. */
export function ProblemMessage({ status, refusal }: { status: number; refusal: string }) {
  const { t, language } = useWords()
  const sentence = useRefusal()
  const heading = HEADINGS.find((known) => known === status) ?? (status < 500 ? 400 : 500)
  const { path, label } = wayOn(t, refusal)
  return (
    <>
      <Heading>{t(`problem:heading.${heading}`)}</Heading>
      <Lead>{sentence(refusal)}</Lead>
      <p>{t(status === 413 ? 'beside:typed-kept' : 'problem:nothing-changed')}</p>
      <Actions>
        <LinkButton to={`/${language}${path}`}>{label}</LinkButton>
        <LinkButton kind="second" to={`/${language}/help`}>
          {t('problem:to-help')}
        </LinkButton>
      </Actions>
    </>
  )
}

/**
 * Whoever sent too large a file is at a hospital's desk, where the first page of the portal would be a detour; whose record
 * is open now stands at the top of the first page after the sign-in.
 */
function wayOn(t: Translate, refusal: string): { path: string; label: string } {
  if (refusal === 'scan-too-large') return { path: '/staff/desk/papers', label: t('paper:title') }
  if (refusal === 'form-of-another-record') return { path: '/choices', label: t('common:my-choices') }
  if (refusal === 'csv-too-long') return { path: '/staff/desk/imports', label: t('import:title') }
  return { path: '', label: t('problem:to-first-page') }
}
