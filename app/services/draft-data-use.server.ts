import { randomBytes } from 'node:crypto'
import { insertDataUse } from '#db/queries/data-use-desk.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import type { DataUseEvent } from '../domain/data-use/approval.ts'
import { NO_USE_WORDS, type Particulars } from '../domain/data-use/data-use.ts'
import { checkedParticulars, type ParticularsRefusal } from '../domain/data-use/particulars.ts'
import { allowsUse } from '../domain/data-use/permission.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { slugFrom } from '../domain/impact/slug.ts'
import type { Portal } from '../portal.server.ts'
import { noteUse } from './change-data-use.server.ts'

export type NewDataUse = { programmeId: string; language: string; title: string; particulars: Particulars }

/** Begins a data use: its particulars, and its title in one language; nobody hears of it before somebody else approves it. */
export async function draftDataUse(
  { db, clock }: Portal,
  { staffId, programmeId, language, title, particulars }: NewDataUse & { staffId: string },
): Promise<Decision<DataUseEvent, 'not-allowed' | ParticularsRefusal>> {
  return db.as('public', async (tx) => {
    if (!allowsUse(await findHeldRoles(tx, staffId), 'draft', programmeId)) return refused('not-allowed')
    const checked = checkedParticulars(particulars)
    if (!checked.ok) return checked

    const now = clock.now()
    const draft = { programmeId, authorId: staffId, approverId: null, createdAt: now, approvedAt: null, endedAt: null }
    const after = {
      ...checked.event,
      ...draft,
      id: slugFrom(title, randomBytes(3).toString('hex')),
      status: 'draft' as const,
      words: { [language]: { ...NO_USE_WORDS, title } },
    }
    const event: DataUseEvent = { type: 'data-use-drafted', after }
    await insertDataUse(tx, after)
    await noteUse(tx, staffId, event, now)
    return recorded(event)
  })
}
