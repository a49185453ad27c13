import { scaleLinear } from 'd3-scale'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../i18n/format.ts'
import type { Language } from '../i18n/languages.ts'
import { Details } from './details.tsx'

export type Bar = {
  key: string
  label: string
  /** Null where the number is too small to be shown. */
  value: number | null
}

type BarFigureProps = { title: string; unit: string; bars: readonly Bar[]; language: Language; hidden?: string }

const WIDTH = 640
const ROW = 64

/** Bars drawn on the server, with the same figures as a table below; `hidden` says why a number is not shown. */
export function BarFigure({ title, unit, bars, language, hidden = '–' }: BarFigureProps) {
  const { t } = useTranslation('common')
  const length = scaleLinear([0, Math.max(1, ...bars.map(({ value }) => value ?? 0))], [0, WIDTH])
  const told = (value: number | null) => (value === null ? hidden : formatNumber(language, value))
  return (
    <figure className="figure">
      <figcaption>{title}</figcaption>
      <svg className="bars" viewBox={`0 0 ${WIDTH} ${bars.length * ROW}`} aria-hidden="true">
        {bars.map(({ key, label, value }, row) => (
          <g key={key} transform={`translate(0 ${row * ROW})`}>
            <text x="0" y="20">
              {label}
            </text>
            <text className="bars__value" x={WIDTH} y="20" textAnchor="end">
              {told(value)}
            </text>
            <rect className="bars__track" x="0" y="30" width={WIDTH} height="18" rx="4" />
            <rect className="bars__bar" x="0" y="30" width={length(value ?? 0)} height="18" rx="4" />
          </g>
        ))}
      </svg>
      <Details summary={t('table.show')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('table.what')}</th>
              <th scope="col" className="number">
                {unit}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ key, label, value }) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td className="number">{told(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Details>
    </figure>
  )
}
