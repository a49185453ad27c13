import { formatDate } from '#app/i18n/format.ts'
import type { MyRepresentative as Mine } from '#app/services/read-representatives.server.ts'
import { InvitationToGive } from '#app/ui/invitation-to-give.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { ActsDone } from './acts-done.tsx'
import { Agreed, type ProgrammeNames } from './agreed.tsx'
import { OneTap } from './one-tap.tsx'

/** One who may act for me, or might: what was agreed, what there is to hand over, what that person did. */
export function MyRepresentative({ representative, names }: { representative: Mine; names: ProgrammeNames }) {
  const { t, language } = useWords()
  const { id, name, hospital, state, endedBy, lastBegunAt, invitation, acts } = representative
  const mayStillAct = ['to-confirm', 'waiting', 'not-yet', 'in-force'].includes(state)
  return (
    <section className="card">
      <h2>{name ?? t('representatives:unnamed')}</h2>
      {hospital && <p>{t('representatives:hospital', { hospital })}</p>}
      <Agreed agreed={representative} names={names} />
      {endedBy && <p>{t(`representatives:ended-by.${endedBy}`)}</p>}
      {lastBegunAt && <p>{t('representatives:begun', { date: formatDate(language, lastBegunAt) })}</p>}
      {invitation && <InvitationToGive invitation={invitation} />}
      {(state === 'in-force' || acts.length > 0) && <ActsDone acts={acts} names={names} />}
      {mayStillAct && (
        <OneTap act="end" representation={id}>
          {t('representatives:end')}
        </OneTap>
      )}
    </section>
  )
}
