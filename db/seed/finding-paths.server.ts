import type { FindingPath } from '#app/domain/consent/finding-path.ts'
import type { Tx } from '../client.server.ts'
import { saveFindingPath } from '../queries/finding-paths.server.ts'
import type { SeededHospital } from './hospitals.server.ts'
import type { SeededStaff } from './staff.server.ts'

const PATHS: Record<string, FindingPath> = {
  ljubljana: { toPerson: 'appointment', toDoctor: 'family-doctor' },
  porto: { toPerson: 'call', toDoctor: 'doctor-of-the-scan' },
}

/** Two of the hospitals have said how they tell of chance findings; the third has not, as a hospital that begins. */
export async function seedFindingPaths(
  tx: Tx,
  { hospitals, staff, at }: { hospitals: SeededHospital[]; staff: SeededStaff[]; at: Date },
): Promise<void> {
  for (const { slug, organisationId, demo } of hospitals) {
    const path = PATHS[slug]
    const clerk = staff.find((member) => member.demo.organisation === demo.organisation)
    if (path && clerk) await saveFindingPath(tx, organisationId, { ...path, saidBy: clerk.id, saidAt: at })
  }
}
