import { findFindingPath, findTellingHospitals, type HospitalTelling } from '#db/queries/finding-paths.server.ts'
import type { FindingPath } from '../domain/consent/finding-path.ts'
import type { Portal } from '../portal.server.ts'

export type { HospitalTelling } from '#db/queries/finding-paths.server.ts'

/** By which path each of her hospitals would tell of what is found by chance. */
export function readFindingPaths({ db }: Portal, contributorId: string): Promise<HospitalTelling[]> {
  return db.as({ subject: contributorId }, (tx) => findTellingHospitals(tx, contributorId))
}

/** What this hospital has said, for its desk. */
export function readOwnFindingPath({ db }: Portal, organisationId: string): Promise<FindingPath | null> {
  return db.as({ organisation: organisationId }, (tx) => findFindingPath(tx, organisationId))
}
