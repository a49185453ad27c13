import { codeLabel, regionLabel } from '../i18n/choice-summary.ts'
import type { Fact } from './facts.tsx'
import { useWords } from './use-words.ts'

type Days = { from: string | null; until: string | null }

type Axes = {
  purpose: readonly string[]
  recipient: readonly string[]
  region: readonly string[]
  data: readonly string[]
  acquired: Days | null
  /** On which days the data may be used. */
  used?: Days
}

/** The axes of a use or of a provision, each in words. */
export function useAxes(): (axes: Axes) => Fact[] {
  const { t, language } = useWords()
  const days = ({ from, until }: Days) => `${from ?? '…'} – ${until ?? '…'}`
  return ({ purpose, recipient, region, data, acquired, used }) => [
    { term: t('as-of:axis.purpose'), children: purpose.map((code) => codeLabel(t, 'purpose', code)).join(' · ') },
    { term: t('as-of:axis.recipient'), children: recipient.map((code) => codeLabel(t, 'recipient', code)).join(' · ') },
    { term: t('as-of:axis.region'), children: region.map((code) => regionLabel(t, language, code)).join(' · ') },
    { term: t('as-of:axis.data'), children: data.map((code) => codeLabel(t, 'data', code)).join(' · ') },
    { term: t('as-of:axis.acquired'), children: acquired ? days(acquired) : t('as-of:axis.any-day') },
    ...(used
      ? [{ term: t('as-of:axis.used'), children: used.from || used.until ? days(used) : t('as-of:axis.any-day') }]
      : []),
  ]
}
