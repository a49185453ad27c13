import { scaleLinear } from 'd3-scale'
import { formatNumber } from '../i18n/format.ts'
import type { Language } from '../i18n/languages.ts'
import { useWordsIn } from './use-words-in.ts'
import { wrapped } from './wrapped.ts'

export type Bar = {
  key: string
  label: string
  /** Null where the number is too small to be shown. */
  value: number | null
}

type BarFigureProps = {
  title: string
  /** What the numbers count. */
  unit: string
  bars: readonly Bar[]
  language: Language
  /** The language of the title and the labels, where it is not the page's. */
  lang?: string
}

const WIDTH = 400
const TRACK = 310
const LINE = 25
const BAR = 28
const GAP = 22
/** As many signs as fit into one line at the size of `.bars text`, in the widest of our scripts. */
const SIGNS_A_LINE = 36

/** Bars drawn on the server, and the same figures as a table beside them. */
export function BarFigure({ title, unit, bars, language, lang }: BarFigureProps) {
  const t = useWordsIn(language)
  const length = scaleLinear([0, Math.max(1, ...bars.map(({ value }) => value ?? 0))], [0, TRACK])
  const told = (value: number | null) => (value === null ? t('figures:not-shown') : formatNumber(language, value))
  const drawn = placed(bars)
  return (
    <figure className="figure figure--bars wide">
      <figcaption lang={lang}>{title}</figcaption>
      <svg
        className="bars"
        viewBox={`0 0 ${WIDTH} ${drawn.height}`}
        role="img"
        aria-label={t('figures:alt', { title })}
      >
        {drawn.bars.map(({ key, value, lines, top }) => (
          <g key={key} transform={`translate(0 ${top})`}>
            {lines.map((line, number) => (
              <text key={line} y={(number + 1) * LINE - 7} lang={lang}>
                {line}
              </text>
            ))}
            <g transform={`translate(0 ${lines.length * LINE})`}>
              <rect className="bars__track" width={TRACK} height={BAR} rx="4" />
              {value !== null && <rect className="bars__bar" width={length(value)} height={BAR} rx="4" />}
              {value === null ? (
                <text className="bars__hidden" x="10" y={BAR - 8}>
                  {told(value)}
                </text>
              ) : (
                <text className="bars__value" x={WIDTH} y={BAR - 8} textAnchor="end">
                  {told(value)}
                </text>
              )}
            </g>
          </g>
        ))}
      </svg>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('figures:what')}</th>
            <th scope="col" className="number">
              {unit}
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ key, label, value }) => (
            <tr key={key}>
              <th scope="row" lang={lang}>
                {label}
              </th>
              <td className="number">{told(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}

/** Each bar with the lines of its label and where it begins. */
function placed(bars: readonly Bar[]) {
  let height = 0
  const drawn = bars.map((bar) => {
    const lines = wrapped(bar.label, SIGNS_A_LINE)
    const top = height
    height += lines.length * LINE + BAR + GAP
    return { ...bar, lines, top }
  })
  return { bars: drawn, height: Math.max(1, height - GAP + 2) }
}
