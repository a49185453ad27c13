import { randomUUID } from 'node:crypto'
import { slowHash } from '#app/crypto/secrets.server.ts'
import { staff, staffRoles } from '#db/schema/index.ts'
import type { TestPortal } from '#tests/support/test-portal.ts'

export const PASSWORD = 'correct horse battery staple'

export type TestStaff = { id: string; email: string }

type HeldRole =
  | { role: 'editor' | 'approver' | 'auditor'; programmeId: string }
  | { role: 'clerk' | 'auditor'; organisationId: string }

/** A member of staff with these roles, each for one programme or at one hospital. */
export async function aStaffMember({ owner, portal }: TestPortal, roles: HeldRole[]): Promise<TestStaff> {
  const member = { id: randomUUID(), email: `${randomUUID().slice(0, 8)}@accord.example` }
  const passwordHash = await slowHash(portal.secrets, 'staff-password', PASSWORD)
  await owner.as('public', async (tx) => {
    await tx.insert(staff).values({ ...member, passwordHash })
    for (const held of roles) await tx.insert(staffRoles).values({ staffId: member.id, ...held })
  })
  return member
}
