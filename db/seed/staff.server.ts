import { randomBytes, randomUUID } from 'node:crypto'
import { newCode, PERSONAL_CODE_LENGTH, printedCode } from '#app/crypto/codes.ts'
import type { Portal } from '#app/portal.server.ts'
import type { Tx } from '../client.server.ts'
import { type STAFF_ROLES, staff, staffRoles } from '../schema/index.ts'
import type { DemoStaff } from './demo.ts'
import { demoHash } from './demo-hash.server.ts'
import type { SeededHospital } from './hospitals.server.ts'

export type SeededStaff = { id: string; demo: DemoStaff }

type Member = { role: (typeof STAFF_ROLES)[number]; programme: string | null }

const MEMBERS: Member[] = [
  { role: 'editor', programme: 'lung' },
  { role: 'approver', programme: 'lung' },
  { role: 'auditor', programme: 'lung' },
  { role: 'editor', programme: 'breast' },
  { role: 'approver', programme: 'breast' },
  { role: 'operator', programme: null },
]

/** At each hospital two, because a yes on paper needs both. */
const CLERKS = ['clerk', 'second-clerk']

/** An editor and an approver for each programme, an auditor, an operator, and each hospital's clerks; passwords are drawn anew. */
export async function seedStaff(portal: Portal, tx: Tx, hospitals: SeededHospital[]): Promise<SeededStaff[]> {
  const members: SeededStaff[] = []
  for (const { role, programme } of MEMBERS) {
    const name = [role, programme].filter(Boolean).join('.')
    members.push(await seedMember(portal, tx, { name, role, programme, hospital: null }))
  }
  for (const hospital of hospitals) {
    for (const clerk of CLERKS) {
      const name = `${clerk}.${hospital.slug}`
      members.push(await seedMember(portal, tx, { name, role: 'clerk', programme: null, hospital }))
    }
  }
  return members
}

async function seedMember(
  portal: Portal,
  tx: Tx,
  { name, role, programme, hospital }: Member & { name: string; hospital: SeededHospital | null },
): Promise<SeededStaff> {
  const id = randomUUID()
  const email = `${name}@accord.example`
  const password = printedCode(newCode(PERSONAL_CODE_LENGTH, randomBytes))
  const organisationId = hospital?.organisationId ?? null
  await tx.insert(staff).values({ id, email, passwordHash: await demoHash(portal, 'staff-password', password) })
  await tx.insert(staffRoles).values({ staffId: id, role, programmeId: programme, organisationId })
  const url = `${portal.settings.url}/en/staff/sign-in`
  const organisation = hospital?.demo.organisation ?? null
  return { id, demo: { email, role, programme, organisation, sign_in: { url, password } } }
}
