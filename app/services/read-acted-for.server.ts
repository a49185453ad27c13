import { findHospitalsOf } from '#db/queries/hospitals-of.server.ts'
import { findProgrammes, type Programme } from '#db/queries/programmes.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { type Acting, isWithin } from '../domain/access/acting.ts'
import { type ConsentStanding, consentTo } from '../domain/consent/standing.ts'
import type { Portal } from '../portal.server.ts'

export type ActedForProgramme = {
  programme: Programme
  consent: ConsentStanding | null
  may: Record<'answer' | 'withdraw', boolean>
}

/** The programmes in which something can be done for a person, with where she stands; of others nothing is shown. */
export async function readActedFor({ db }: Portal, { id, scope }: Acting): Promise<ActedForProgramme[]> {
  if (scope.acts.length === 0) return []
  return db.as({ subject: id }, async (tx) => {
    const standing = await findStanding(tx, id)
    const offered = new Set(
      (await findHospitalsOf(tx, id)).flatMap(({ nodes }) => nodes.flatMap(({ programmeIds }) => programmeIds)),
    )
    return (await findProgrammes(tx)).flatMap((programme) => {
      const place = { programmeId: programme.id }
      const consent = consentTo(standing, programme.id)
      if (!isWithin(scope, 'see', place) || !(offered.has(programme.id) || consent)) return []
      const may = { answer: isWithin(scope, 'answer', place), withdraw: isWithin(scope, 'withdraw', place) }
      return [{ programme, consent, may }]
    })
  })
}
