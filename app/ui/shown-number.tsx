import type { Shown } from '../domain/impact/suppression.ts'
import { formatNumber } from '../i18n/format.ts'
import { useWords } from './use-words.ts'

/** A number, or a dash that is read as "not shown". */
export function ShownNumber({ count }: { count: Shown }) {
  const { t, language } = useWords()
  if (count !== null) return formatNumber(language, count)
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{t('figures:not-shown')}</span>
    </>
  )
}
