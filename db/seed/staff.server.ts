import { randomBytes, randomUUID } from 'node:crypto'
import { newCode, PERSONAL_CODE_LENGTH, printedCode } from '#app/crypto/codes.ts'
import type { Portal } from '#app/portal.server.ts'
import type { Tx } from '../client.server.ts'
import { type STAFF_ROLES, staff, staffRoles } from '../schema/index.ts'
import type { DemoStaff } from './demo.ts'
import { demoHash } from './demo-hash.server.ts'
import type { SeededHospital } from './hospitals.server.ts'

export type SeededStaff = { id: string; demo: DemoStaff }

type Member = { role: (typeof STAFF_ROLES)[number]; programme: string | null; hospital?: number }

const MEMBERS: Member[] = [
  { role: 'editor', programme: 'lung' },
  { role: 'approver', programme: 'lung' },
  { role: 'auditor', programme: 'lung' },
  { role: 'editor', programme: 'breast' },
  { role: 'approver', programme: 'breast' },
  { role: 'clerk', programme: null, hospital: 0 },
  { role: 'operator', programme: null },
]

/** An editor and an approver for each programme, an auditor, a hospital clerk and an operator; passwords are drawn anew. */
export async function seedStaff(portal: Portal, tx: Tx, hospitals: SeededHospital[]): Promise<SeededStaff[]> {
  const members: SeededStaff[] = []
  for (const { role, programme, hospital } of MEMBERS) {
    const id = randomUUID()
    const email = `${[role, programme].filter(Boolean).join('.')}@accord.example`
    const password = printedCode(newCode(PERSONAL_CODE_LENGTH, randomBytes))
    await tx.insert(staff).values({ id, email, passwordHash: await demoHash(portal, 'staff-password', password) })
    await tx.insert(staffRoles).values({
      staffId: id,
      role,
      programmeId: programme,
      organisationId: hospital === undefined ? null : (hospitals[hospital]?.organisationId ?? null),
    })
    const url = `${portal.settings.url}/en/staff/sign-in`
    members.push({ id, demo: { email, role, programme, sign_in: { url, password } } })
  }
  return members
}
