import { formatDate } from '#app/i18n/format.ts'
import type { Representatives } from '#app/services/read-representatives.server.ts'
import { ScopeWords } from '#app/ui/scope-words.tsx'
import { StateLine } from '#app/ui/state-line.tsx'
import { useWords } from '#app/ui/use-words.ts'

/** What a programme calls itself, by its id. */
export type ProgrammeNames = Record<string, string>

type AgreedProps = { agreed: Representatives['others'][number]; names: ProgrammeNames; mayIAct?: boolean }

/** What both sides agreed on, and how it stands; `mayIAct` where the reader is who may act. */
export function Agreed({ agreed, names, mayIAct = false }: AgreedProps) {
  const { t, language } = useWords()
  const { state, endedAt } = agreed
  return (
    <>
      <StateLine tone={state === 'in-force' ? 'good' : 'quiet'}>
        {mayIAct
          ? t('beside:may-act-now')
          : t(`representatives:state.${state}`, { date: endedAt ? formatDate(language, endedAt) : '' })}
      </StateLine>
      <ScopeWords {...agreed} names={names} />
    </>
  )
}
