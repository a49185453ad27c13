import type { Tx } from '#db/client.server.ts'
import { findForm } from '#db/queries/forms.server.ts'
import { countRows, deleteWaitingRows, findRowsAt, saveProgress } from '#db/queries/import-rows.server.ts'
import { changeImport, findUnsettledImports, type Import, lockImport } from '#db/queries/imports.server.ts'
import type { Form } from '../domain/consent/form.ts'
import { settled } from '../domain/import/import.ts'
import type { Portal } from '../portal.server.ts'
import { recordImportRows } from './record-import-rows.server.ts'

/** So many rows are one transaction: long enough that commits cost little, short enough that nobody waits for one. */
const AT_ONCE = 200

/** Takes up what is left to do of imports, also where a round before was cut off; one that fails holds up no other. */
export async function settleImports(portal: Portal): Promise<void> {
  const left = await portal.db.as({ task: 'imports' }, findUnsettledImports)
  const rounds = await Promise.allSettled(
    left.map(({ id, organisationId }) => settleImport(portal, { importId: id, organisationId })),
  )
  const failed = rounds.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

/** Makes everything bind that binds once it is entered and, where the import is confirmed, every yes count; each row once. */
export async function settleImport(portal: Portal, one: { importId: string; organisationId: string }): Promise<void> {
  const { importId, organisationId } = one
  const settleSome = () =>
    portal.db.as({ organisation: organisationId }, async (tx) => {
      const found = await lockImport(tx, importId)
      const form = found && (await findForm(tx, found.formId))
      return found && form ? settledSome(portal, tx, found, form) : false
    })
  while (await settleSome());
}

/** False once nothing is left. The import's row is locked: of two who settle it one waits for the other. */
async function settledSome(portal: Portal, tx: Tx, found: Import, form: Form): Promise<boolean> {
  const stages = found.state === 'confirmed' ? (['new', 'waiting'] as const) : (['new'] as const)
  const rows = await findRowsAt(tx, { importId: found.id, stages, limit: AT_ONCE })
  const { organisationId, enteredBy, decidedBy } = found
  const people = { enteredBy: enteredBy ?? '', decidedBy: decidedBy ?? enteredBy ?? '' }
  if (rows.length > 0) {
    await saveProgress(tx, found.id, await recordImportRows(portal, tx, rows, { organisationId, form, ...people }))
    return true
  }

  if (found.state === 'refused') await deleteWaitingRows(tx, found.id)
  const state = settled(found, await countRows(tx, found.id))
  await changeImport(tx, found.id, { unsettled: false, state })
  return false
}
