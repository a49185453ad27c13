import { note } from '#db/queries/audit.server.ts'
import { saveFindingPath } from '#db/queries/finding-paths.server.ts'
import type { FindingPath } from '../domain/consent/finding-path.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'

/** A hospital says by which path it would tell of what research finds by chance; its people read it from then on. */
export async function sayFindingPath(
  { db, clock }: Portal,
  { clerk, path }: { clerk: DeskClerk; path: FindingPath },
): Promise<Decision<FindingPath, 'not-allowed'>> {
  const { staffId, organisationId } = clerk
  return db.as({ organisation: organisationId }, async (tx) => {
    if (!(await holdDesk(tx, clerk))) return refused('not-allowed')
    const at = clock.now()
    await saveFindingPath(tx, organisationId, { ...path, saidBy: staffId, saidAt: at })
    const detail = { organisation: organisationId, to_person: path.toPerson, to_doctor: path.toDoctor }
    await note(tx, { actorKind: 'staff', actorId: staffId, action: 'finding-path-said', detail }, at)
    return recorded(path)
  })
}
