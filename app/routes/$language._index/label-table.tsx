import { useTranslation } from 'react-i18next'

const TAKEN_OUT = ['name', 'birth-date', 'address'] as const
const KEPT = ['number', 'part', 'picture'] as const

/** A scan's label before and after: people decide more easily once they have seen the very data. */
export function LabelTable() {
  const { t } = useTranslation('welcome')
  return (
    <>
      <h2>{t('header.heading')}</h2>
      <p>{t('header.text')}</p>
      <table className="label-table">
        <thead>
          <tr>
            <th scope="col">{t('header.what')}</th>
            <th scope="col">{t('header.at-hospital')}</th>
            <th scope="col">{t('header.for-research')}</th>
          </tr>
        </thead>
        <tbody>
          {TAKEN_OUT.map((row) => (
            <tr key={row}>
              <th scope="row">{t(`header.rows.${row}.label`)}</th>
              <td data-label={t('header.at-hospital')}>{t(`header.rows.${row}.before`)}</td>
              <td data-label={t('header.for-research')} className="removed">
                <strong>{t('header.removed')}</strong>
              </td>
            </tr>
          ))}
          {KEPT.map((row) => (
            <tr key={row}>
              <th scope="row">{t(`header.rows.${row}.label`)}</th>
              <td data-label={t('header.at-hospital')}>{t(`header.rows.${row}.before`)}</td>
              <td data-label={t('header.for-research')} className="kept">
                {t(`header.rows.${row}.after`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('header.note')}</p>
    </>
  )
}
