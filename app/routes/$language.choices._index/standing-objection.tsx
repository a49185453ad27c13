import { regionLabel } from '#app/i18n/choice-summary.ts'
import { formatList } from '#app/i18n/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** An objection that stands comes before everything else: nothing below counts while it does. */
export function StandingObjection({ countries }: { countries: readonly string[] }) {
  const { t, language } = useWords()
  if (countries.length === 0) return null
  const names = countries.map((country) => regionLabel(t, language, country))
  return (
    <Notice tone="care" heading={t('choices:objected.heading')}>
      <p>{t('choices:objected.text')}</p>
      <p>{t('choices:objected.where', { countries: formatList(language, names) })}</p>
      <p>
        <a href={`/${language}/choices/objection`}>{t('choices:objected.link')}</a>
      </p>
    </Notice>
  )
}
