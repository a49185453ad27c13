import { useWords } from '#app/ui/use-words.ts'

/** The three forms of a receipt, to keep. */
export function ReceiptFiles({ id }: { id: string }) {
  const { t, language } = useWords()
  const receipt = `/${language}/receipts/${id}`
  return (
    <section className="screen-only" aria-labelledby="files">
      <h2 id="files">{t('receipt-files:heading')}</h2>
      <p>{t('receipt-files:note')}</p>
      <ul>
        <li>
          <a href={`${receipt}.pdf`}>{t('receipt-files:pdf')}</a>
        </li>
        <li>
          <a href={`${receipt}.json`}>{t('receipt-files:json-ld')}</a>
        </li>
        <li>
          <a href={`${receipt}/consent.json`}>{t('receipt-files:fhir')}</a>
        </li>
      </ul>
    </section>
  )
}
