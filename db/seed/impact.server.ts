import { randomUUID } from 'node:crypto'
import type { Tx } from '../client.server.ts'
import { impactDataUses, impactSummaries } from '../schema/index.ts'
import { content } from './content.ts'
import type { SeededStaff } from './staff.server.ts'

const DAY_MS = 86_400_000

/** The published summaries, written by the editor and published by the approver. */
export async function seedImpact(tx: Tx, now: Date, staff: SeededStaff[]): Promise<void> {
  for (const { slug, programme, data_uses, figure, words } of content.impactSummaries()) {
    const id = randomUUID()
    await tx.insert(impactSummaries).values({
      id,
      slug,
      programmeId: programme,
      status: 'published',
      authorId: memberOf(staff, 'editor', programme),
      publisherId: memberOf(staff, 'approver', programme),
      figure,
      words,
      createdAt: new Date(now.getTime() - 30 * DAY_MS),
      publishedAt: new Date(now.getTime() - 20 * DAY_MS),
    })
    for (const dataUseId of data_uses) await tx.insert(impactDataUses).values({ summaryId: id, dataUseId })
  }
}

function memberOf(staff: SeededStaff[], role: string, programme: string): string {
  const member = staff.find(({ demo }) => demo.role === role && demo.programme === programme)
  if (!member) throw new Error(`the demo has no ${role} for ${programme}`)
  return member.id
}
