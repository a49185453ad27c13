import { type DataUse, findDataUse } from '#db/queries/data-uses.server.ts'
import { findHospitalsOf } from '#db/queries/hospitals-of.server.ts'
import { findProgramme, type Programme } from '#db/queries/programmes.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { matchOf, mayBeAnswered } from '../domain/consent/altruism.ts'
import { type AltruismStanding, type ConsentStanding, consentTo, type Standing } from '../domain/consent/standing.ts'
import type { Portal } from '../portal.server.ts'

/** Where a person stands with all three switches. */
export async function readStanding({ db }: Portal, contributorId: string): Promise<Standing> {
  return db.as({ subject: contributorId }, (tx) => findStanding(tx, contributorId))
}

/** One programme and what this person chose in it; null where there is no such programme. */
export async function readProgrammeChoice(
  { db }: Portal,
  { contributorId, programmeId }: { contributorId: string; programmeId: string },
): Promise<{ programme: Programme; consent: ConsentStanding | null } | null> {
  return db.as({ subject: contributorId }, async (tx) => {
    const programme = await findProgramme(tx, programmeId)
    return programme && { programme, consent: consentTo(await findStanding(tx, contributorId), programmeId) }
  })
}

/** The countries in which a person can object (those of her hospitals), and those in which she has. */
export async function readObjections(
  { db }: Portal,
  contributorId: string,
): Promise<{ countries: string[]; objectedIn: string[] }> {
  return db.as({ subject: contributorId }, async (tx) => {
    const hospitals = await findHospitalsOf(tx, contributorId)
    const { objectedIn } = await findStanding(tx, contributorId)
    return { countries: [...new Set([...hospitals.map(({ country }) => country), ...objectedIn])], objectedIn }
  })
}

export type AskedUse = {
  use: DataUse
  match: ReturnType<typeof matchOf>
  answer: 'yes' | 'no' | null
  altruism: AltruismStanding | null
  objectedIn: string[]
}

/** A data use that altruism may answer, and how it meets this person's wishes; null where there is none of that name. */
export async function readAskedUse(
  { db, clock }: Portal,
  { contributorId, dataUseId }: { contributorId: string; dataUseId: string },
): Promise<AskedUse | null> {
  return db.as({ subject: contributorId }, async (tx) => {
    const use = await findDataUse(tx, dataUseId)
    if (!use || !mayBeAnswered(use)) return null
    const standing = await findStanding(tx, contributorId)
    const answer = Object.hasOwn(standing.useAnswers, use.id) ? (standing.useAnswers[use.id] ?? null) : null
    const { altruism, objectedIn } = standing
    return { use, match: matchOf(standing, use, clock.now()), answer, altruism, objectedIn }
  })
}
