import { deleteDataUse } from '#db/queries/data-use-desk.server.ts'
import { discarding } from '../domain/data-use/approval.ts'
import type { Portal } from '../portal.server.ts'
import { type AskedOfUse, heldUse, noteUse } from './change-data-use.server.ts'

/** Throws away the draft of a data use; nobody was asked about it, and no result can have named it. */
export async function discardDataUse({ db, clock }: Portal, asked: AskedOfUse) {
  return db.as('public', async (tx) => {
    const held = await heldUse(tx, asked, 'edit')
    if (!held.ok) return held
    const decision = discarding(held.event)
    if (!decision.ok) return decision

    await deleteDataUse(tx, held.event.id)
    await noteUse(tx, asked.staffId, decision.event, clock.now())
    return decision
  })
}
