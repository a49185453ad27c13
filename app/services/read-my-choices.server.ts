import type { Tx } from '#db/client.server.ts'
import { findContributor } from '#db/queries/contributors.server.ts'
import { type DataUse, findAltruismUses } from '#db/queries/data-uses.server.ts'
import { findTellingHospitals, type HospitalTelling } from '#db/queries/finding-paths.server.ts'
import { findHospitalsOf, type HospitalOf } from '#db/queries/hospitals-of.server.ts'
import { findLatestResultOf, type ResultOf } from '#db/queries/latest-result-of.server.ts'
import { findProgrammes, type Programme } from '#db/queries/programmes.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import { findUsesOf } from '#db/queries/uses-of.server.ts'
import { matchOf } from '../domain/consent/altruism.ts'
import { type Reach, reachOf } from '../domain/consent/reach.ts'
import { type AltruismStanding, type ConsentStanding, consentTo, type Standing } from '../domain/consent/standing.ts'
import type { UseOfMine } from '../domain/usage/grouping.ts'
import type { Portal } from '../portal.server.ts'
import { type AskedOf, findAskedAgain } from './find-asked-again.server.ts'
import { type Part, part } from './part.server.ts'
import { usesAt } from './read-matching.server.ts'
import { receiptsFor } from './receipts-for.server.ts'

export type ProgrammeChoice = { programme: Programme; consent: ConsentStanding | null; isOver: boolean }

export type MyChoices = {
  choices: ProgrammeChoice[]
  objectedIn: string[]
  /** What newer versions of what she agreed to ask of her. */
  askedAgain: AskedOf[]
  altruism: AltruismStanding | null
  /** Null before anything was recorded: there is nothing to follow yet. */
  followers: Part<{ changedAt: Date; reach: Reach } | null>
  asking: Part<DataUse[]>
  /** By which path her hospitals would tell of what is found by chance. */
  telling: HospitalTelling[]
  latestUse: Part<UseOfMine | null>
  latestResult: Part<ResultOf | null>
}

/** The one place that joins what a person chose, who follows it, who used her data and what came of it. */
export async function readMyChoices(portal: Portal, contributorId: string): Promise<MyChoices> {
  const { db, clock } = portal
  const now = clock.now()
  const read = <Value>(load: (tx: Tx) => Promise<Value>) => db.as({ subject: contributorId }, load)

  const { standing, programmes, hospitals, askedAgain, telling } = await read(async (tx) => {
    const standing = await findStanding(tx, contributorId)
    return {
      standing,
      programmes: await findProgrammes(tx),
      hospitals: await findHospitalsOf(tx, contributorId),
      askedAgain: await findAskedAgain(tx, contributorId, standing, now),
      telling: await findTellingHospitals(tx, contributorId),
    }
  })
  return {
    choices: programmesOf(programmes, standing, hospitals).map((programme) => choiceFor(programme, standing, now)),
    objectedIn: standing.objectedIn,
    askedAgain,
    altruism: standing.altruism,
    followers: await part(portal, () => read((tx) => findFollowers(tx, contributorId, hospitals))),
    asking: await part(portal, () => read((tx) => findAsking(tx, standing, { hospitals, now }))),
    telling,
    latestUse: await part(portal, () =>
      read(async (tx) => (await findUsesOf(tx, contributorId, { limit: 1 }))[0] ?? null),
    ),
    latestResult: await part(portal, () => read((tx) => findLatestResultOf(tx, contributorId))),
  }
}

/** The programmes that her hospitals take part in, and those that she answered all the same. */
function programmesOf(programmes: Programme[], standing: Standing, hospitals: HospitalOf[]): Programme[] {
  const offered = new Set(hospitals.flatMap(({ nodes }) => nodes.flatMap(({ programmeIds }) => programmeIds)))
  return programmes.filter(({ id }) => offered.has(id) || consentTo(standing, id))
}

function choiceFor(programme: Programme, standing: Standing, now: Date): ProgrammeChoice {
  const consent = consentTo(standing, programme.id)
  const isOver = consent?.state === 'given' && !!consent.expiresAt && consent.expiresAt <= now
  return { programme, consent, isOver }
}

async function findFollowers(tx: Tx, contributorId: string, hospitals: HospitalOf[]) {
  const changedAt = (await findContributor(tx, contributorId))?.lastRecordedAt
  if (!changedAt) return null
  const following = await receiptsFor(tx, { contributorId, hospitals, changedAt })
  return { changedAt, reach: reachOf(following, changedAt) }
}

async function findAsking(
  tx: Tx,
  standing: Standing,
  { hospitals, now }: { hospitals: HospitalOf[]; now: Date },
): Promise<DataUse[]> {
  const uses = usesAt(hospitals, await findAltruismUses(tx))
  return uses.filter((use) => use.startsAt <= now && now < use.endsAt && matchOf(standing, use, now) === 'asks')
}
