import { Notice } from './notice.tsx'
import { useWords } from './use-words.ts'

/** Beside what was typed on something that others changed since: sent again, it is refused again. */
export function ChangedMeanwhile({ href }: { href: string }) {
  const { t } = useWords()
  return (
    <Notice tone="care">
      <p>{t('drafts:changed.text')}</p>
      <p>
        <a href={href}>{t('drafts:changed.open')}</a>
      </p>
    </Notice>
  )
}
