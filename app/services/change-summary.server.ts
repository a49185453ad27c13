import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { findDataUsesOf, findWriters, lockSummary, saveSummary } from '#db/queries/impact.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import { summaryEdition } from '../crypto/summary-edition.server.ts'
import { type Decision, refused } from '../domain/decision.ts'
import type { SummaryEvent } from '../domain/impact/publication.ts'
import type { ImpactSummary } from '../domain/impact/summary.ts'
import { allows, type SummaryVerb } from '../domain/staff/permission.ts'
import type { Portal } from '../portal.server.ts'

export type Asked = {
  staffId: string
  summaryId: string
  /** What the asker had before their eyes; without it, whatever stands now. */
  seen?: { edition: string; language?: string } | undefined
}

/** What every change of a summary may be refused for, whatever it is. */
export type ChangeRefusal = 'page-not-found' | 'not-allowed' | 'data-use-not-found' | 'summary-changed-meanwhile'

/** How every summary changes: lock it, see what this member of staff may do now, decide, save, note; all or nothing. */
export async function changeSummary<Refusal extends string>(
  { db, clock }: Portal,
  { staffId, summaryId, seen }: Asked,
  verb: SummaryVerb,
  decideChange: (summary: ImpactSummary, known: { writers: string[] }) => Decision<SummaryEvent, Refusal>,
): Promise<Decision<SummaryEvent, Refusal | ChangeRefusal>> {
  return db.as('public', async (tx) => {
    const summary = await lockSummary(tx, summaryId)
    if (!summary) return refused('page-not-found')
    if (!allows(await findHeldRoles(tx, staffId), verb, summary.programmeId)) return refused('not-allowed')
    if (seen && seen.edition !== summaryEdition(summary, seen.language)) return refused('summary-changed-meanwhile')
    const decision = decideChange(summary, { writers: await findWriters(tx, summary) })
    if (!decision.ok) return decision
    if (!(await areOfProgramme(tx, decision.event.after))) return refused('data-use-not-found')

    await saveSummary(tx, decision.event.after)
    await noteChange(tx, staffId, decision.event, clock.now())
    return decision
  })
}

/** A summary cites data uses of its own programme alone. */
export async function areOfProgramme(
  tx: Tx,
  { programmeId, dataUseIds }: Pick<ImpactSummary, 'programmeId' | 'dataUseIds'>,
): Promise<boolean> {
  const known = new Set((await findDataUsesOf(tx, programmeId)).map(({ id }) => id))
  return dataUseIds.every((id) => known.has(id))
}

export async function noteChange(tx: Tx, staffId: string, { type, after, detail }: SummaryEvent, at: Date) {
  await note(tx, { actorKind: 'staff', actorId: staffId, action: type, detail: { summary: after.id, ...detail } }, at)
}
