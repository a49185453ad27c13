import { note } from '#db/queries/audit.server.ts'
import { deleteWaitingRows } from '#db/queries/import-rows.server.ts'
import { changeImport, lockImport } from '#db/queries/imports.server.ts'
import { type Decision, refused } from '../domain/decision.ts'
import { type SecondLookRefusal, secondLook } from '../domain/import/import.ts'
import type { Portal } from '../portal.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'

/**
 * A second person has compared an import with its papers: the worker then records its yeses, or they are forgotten. The
 * noes of it bind in either case.
 */
export async function decideImport(
  { db, clock }: Portal,
  { importId, says, ...desk }: DeskClerk & { importId: string; says: 'confirmed' | 'refused' },
): Promise<Decision<'confirmed' | 'refused', 'not-allowed' | 'import-not-found' | SecondLookRefusal>> {
  return db.as({ organisation: desk.organisationId }, async (tx) => {
    if (!(await holdDesk(tx, desk))) return refused('not-allowed')
    const found = await lockImport(tx, importId)
    if (found?.organisationId !== desk.organisationId) return refused('import-not-found')
    const decision = secondLook(found, { by: desk.staffId, says })
    if (!decision.ok) return decision

    const at = clock.now()
    await changeImport(tx, importId, {
      state: says,
      decidedBy: desk.staffId,
      decidedAt: at,
      ...(says === 'confirmed' && { unsettled: true }),
    })
    if (says === 'refused') await deleteWaitingRows(tx, importId)
    const detail = { import: importId }
    await note(tx, { actorKind: 'staff', actorId: desk.staffId, action: `import-${says}`, detail }, at)
    return decision
  })
}
