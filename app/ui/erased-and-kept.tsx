import { whatClosingErases } from '../i18n/closing-words.ts'
import { useWords } from './use-words.ts'

/** What goes and what stays when an account is closed; `under` is the level of the heading that it stands under. */
export function ErasedAndKept({ under }: { under: 1 | 2 }) {
  const { t } = useWords()
  const Heading = under === 1 ? 'h2' : 'h3'
  return (
    <>
      <Heading>{t('closing:heading')}</Heading>
      <ul>
        {whatClosingErases(t).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  )
}
