import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { findUseWriters, saveDataUse } from '#db/queries/data-use-desk.server.ts'
import { lockDataUse } from '#db/queries/data-uses.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import { dataUseEdition } from '../crypto/data-use-edition.server.ts'
import type { DataUseEvent } from '../domain/data-use/approval.ts'
import type { DataUse } from '../domain/data-use/data-use.ts'
import { allowsUse, type DataUseVerb } from '../domain/data-use/permission.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'

export type AskedOfUse = {
  staffId: string
  dataUseId: string
  /** What the asker had before their eyes; without it, whatever stands now. */
  seen?: string | undefined
}

export type UseChangeRefusal = 'page-not-found' | 'not-allowed' | 'data-use-changed-meanwhile'

/** How every draft of a data use changes: lock it, see what this member of staff may do, decide, save, note; all or nothing. */
export async function changeDataUse<Refusal extends string>(
  { db, clock }: Portal,
  asked: AskedOfUse,
  verb: DataUseVerb,
  decideChange: (use: DataUse, known: { writers: string[] }) => Decision<DataUseEvent, Refusal>,
): Promise<Decision<DataUseEvent, Refusal | UseChangeRefusal>> {
  return db.as('public', async (tx) => {
    const held = await heldUse(tx, asked, verb)
    if (!held.ok) return held
    const decision = decideChange(held.event, { writers: await findUseWriters(tx, held.event) })
    if (!decision.ok) return decision

    await saveDataUse(tx, decision.event.after)
    await noteUse(tx, asked.staffId, decision.event, clock.now())
    return decision
  })
}

/** The data use as the asker saw it, locked; refused to who may not do this, and once it says something else. */
export async function heldUse(
  tx: Tx,
  { staffId, dataUseId, seen }: AskedOfUse,
  verb: DataUseVerb,
): Promise<Decision<DataUse, UseChangeRefusal>> {
  const use = await lockDataUse(tx, dataUseId)
  if (!use) return refused('page-not-found')
  if (!allowsUse(await findHeldRoles(tx, staffId), verb, use.programmeId)) return refused('not-allowed')
  if (seen && seen !== dataUseEdition(use)) return refused('data-use-changed-meanwhile')
  return recorded(use)
}

export async function noteUse(tx: Tx, staffId: string, { type, after, detail }: DataUseEvent, at: Date): Promise<void> {
  await note(tx, { actorKind: 'staff', actorId: staffId, action: type, detail: { data_use: after.id, ...detail } }, at)
}
