import { randomUUID } from 'node:crypto'
import { slowHash } from '#app/crypto/secrets.server.ts'
import { staff, staffRoles } from '#db/schema/index.ts'
import type { TestPortal } from '#tests/support/test-portal.ts'

export const PASSWORD = 'correct horse battery staple'

export type TestStaff = { id: string; email: string }

/** A member of staff with these roles, each for one programme; the password is cheap to check unless it is asked for. */
export async function aStaffMember(
  { owner, portal }: TestPortal,
  roles: { role: 'editor' | 'approver' | 'auditor'; programmeId: string }[],
): Promise<TestStaff> {
  const member = { id: randomUUID(), email: `${randomUUID().slice(0, 8)}@accord.example` }
  const passwordHash = await slowHash(portal.secrets.pepper, 'staff-password', PASSWORD, undefined, CHEAP)
  await owner.as('public', async (tx) => {
    await tx.insert(staff).values({ ...member, passwordHash })
    for (const { role, programmeId } of roles)
      await tx.insert(staffRoles).values({ staffId: member.id, role, programmeId })
  })
  return member
}

const CHEAP = { N: 2 ** 4, r: 8, p: 1 }
