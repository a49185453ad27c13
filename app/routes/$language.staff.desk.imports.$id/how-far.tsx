import type { ImportState } from '#app/domain/import/import.ts'
import type { RowHindrance } from '#app/domain/import/row-stage.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { Facts } from '#app/ui/facts.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Props = {
  state: ImportState
  rows: number
  goodRows: number
  badRows: number
  counts: { bound: number; counted: number; waiting: number; left: number }
  hindered: readonly { row: number; hindrance: RowHindrance | null }[]
  hinderedCount: number
}

/** How far a file has come, in words and in numbers of rows. */
export function HowFar({ state, rows, goodRows, badRows, counts, hindered, hinderedCount }: Props) {
  const { t, language } = useWords()
  const number = (value: number) => formatNumber(language, value)
  const inFile = [
    { term: t('import:count.rows'), children: number(rows) },
    { term: t('import:count.good'), children: number(goodRows) },
    { term: t('import:count.bad'), children: number(badRows) },
  ]
  const entered = [
    { term: t('import:count.bound'), children: number(counts.bound) },
    { term: t('import:count.waiting'), children: number(counts.waiting + counts.left) },
    { term: t('import:count.counted'), children: number(counts.counted) },
    { term: t('import:count.hindered'), children: number(hinderedCount) },
  ]
  return (
    <>
      <Notice tone={state === 'refused' ? 'care' : 'calm'}>
        <p role="status">{t(`import:state.${state}`)}</p>
        {state === 'confirmed' && counts.waiting + counts.left > 0 && <p>{t('import:under-way')}</p>}
      </Notice>
      <Facts facts={state === 'checked' ? inFile : [...inFile, ...entered]} />
      {hindered.length > 0 && (
        <ul>
          {hindered.map(({ row, hindrance }) => (
            <li key={row}>
              {t('import:at-row', { row })} {hindrance && t(`import:hindrance.${hindrance}`)}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
