import type { ScanType } from '#app/domain/paper/paper.ts'
import { useWords } from '#app/ui/use-words.ts'

const SHOWN: readonly ScanType[] = ['image/jpeg', 'image/png']

/** The picture of the paper; what a page cannot show is opened beside it. */
export function Scan({ id, type }: { id: string; type: ScanType }) {
  const { t, language } = useWords()
  const address = `/${language}/staff/desk/papers/${id}/scan`
  return (
    <section aria-labelledby="scan">
      <h2 id="scan">{t('paper:scan')}</h2>
      {SHOWN.includes(type) && <img className="scan" src={address} alt={t('paper:scan-alt')} />}
      <p>
        <a href={address} target="_blank" rel="noreferrer">
          {t('paper:open-scan')}
        </a>
      </p>
    </section>
  )
}
