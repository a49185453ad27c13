import { randomUUID } from 'node:crypto'
import { dayOf } from '#app/domain/day.ts'
import type { PaperContent, WayIn } from '#app/domain/paper/paper.ts'
import { enterPaper } from '#app/services/enter-paper.server.ts'
import type { DeskClerk } from '#app/services/hold-desk.server.ts'
import { lookAtScan } from '#app/services/look-at-scan.server.ts'
import { staff, staffRoles } from '#db/schema/index.ts'
import { SNAPSHOT } from './build.ts'
import type { TestPortal } from './test-portal.ts'

/** A clerk at this hospital's desk. */
export async function aClerk({ owner }: TestPortal, organisationId: string): Promise<DeskClerk> {
  const staffId = randomUUID()
  await owner.as('public', async (tx) => {
    await tx.insert(staff).values({ id: staffId, email: `${staffId}@example.org`, passwordHash: 'hash' })
    await tx.insert(staffRoles).values({ staffId, role: 'clerk', organisationId })
  })
  return { staffId, organisationId }
}

/** The smallest picture: one grey dot. */
export const A_SCAN = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

export type Entering = Partial<Omit<PaperContent, 'says'>> & {
  says: PaperContent['says'] | 'yes' | 'no' | 'later'
  wayIn?: WayIn
  scan?: Buffer | null
}

/** What this clerk enters of a person with this pseudonym, signed today unless it says otherwise. */
export async function enters({ portal }: TestPortal, clerk: DeskClerk, pseudonym: string, entering: Entering) {
  const { says, wayIn = 'paper', scan = A_SCAN, ...content } = entering
  const looked = scan && lookAtScan(scan)
  if (looked && !looked.ok) return looked
  return enterPaper(portal, {
    ...{ clerk, pseudonym, wayIn },
    scan: looked?.event ?? null,
    content: {
      programmeId: 'lung',
      signedOn: dayOf(portal.clock.now()),
      snapshot: SNAPSHOT,
      says: typeof says === 'string' ? { formId: 'lung-1', answers: { 'take-part': says } } : says,
      ...content,
    },
  })
}
