import type { Representatives } from '#app/services/read-representatives.server.ts'
import { useWords } from '#app/ui/use-words.ts'
import { Agreed, type ProgrammeNames } from './agreed.tsx'
import { OneTap } from './one-tap.tsx'

/** One for whom I may act, or could: one button begins, another one ends it for good. */
export function ActedForByMe({ other, names }: { other: Representatives['others'][number]; names: ProgrammeNames }) {
  const { t } = useWords()
  const name = other.name ?? t('representatives:somebody')
  return (
    <section className="card">
      <h3>{name}</h3>
      <Agreed agreed={other} names={names} mayIAct={other.state === 'in-force'} />
      {other.state === 'in-force' && (
        <OneTap act="begin" representation={other.id}>
          {t('representatives:act-for', { name })}
        </OneTap>
      )}
      {['not-yet', 'in-force'].includes(other.state) && (
        <OneTap act="end" representation={other.id}>
          {t('representatives:end')}
        </OneTap>
      )}
    </section>
  )
}
