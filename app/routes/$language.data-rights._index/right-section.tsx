import type { DataRight } from '#app/domain/right/data-right.ts'
import { Details } from '#app/ui/details.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** Where each right is used at once. */
const AT_ONCE: Record<DataRight, string> = {
  access: 'my-data',
  rectification: 'choices',
  erasure: 'choices',
  restriction: 'choices/objection',
  portability: 'my-data',
  objection: 'choices/objection',
}

/** One right: what it is, what the portal does at once, and the way to ask for the rest. */
export function RightSection({ right }: { right: DataRight }) {
  const { t, language } = useWords()
  return (
    <section aria-labelledby={right}>
      <h2 id={right}>{t(`rights:right.${right}.heading`)}</h2>
      <p>{t(`rights:right.${right}.meaning`)}</p>
      <p>
        {t(`rights:right.${right}.now`)}{' '}
        <a href={`/${language}/${AT_ONCE[right]}`}>
          {t(`rights:right.${right}.link`)}
          <span className="visually-hidden"> ({t(`rights:right.${right}.heading`)})</span>
        </a>
      </p>
      <p>
        <a href={`/${language}/data-rights/${right}`}>
          {t('rights:rights.ask')}
          <span className="visually-hidden"> ({t(`rights:right.${right}.heading`)})</span>
        </a>
      </p>
      <Details summary={t('objection:law.summary')}>
        <p>{t('rights:rights.law', { article: t(`rights:right.${right}.article`) })}</p>
      </Details>
    </section>
  )
}
