import { useWords } from './use-words.ts'

/** Offers the questions for understanding; nobody has to. */
export function UnderstandingOffer({ programmeId }: { programmeId: string }) {
  const { t, language } = useWords()
  return (
    <p>
      {t('understanding:offer')}{' '}
      <a href={`/${language}/choices/${programmeId}/questions/understanding`}>{t('understanding:offer-link')}</a>
    </p>
  )
}
