import { randomUUID } from 'node:crypto'
import type { FormDraft } from '#app/domain/form/form-draft.ts'
import type { Tx } from '#db/client.server.ts'
import { insertFormDraft } from '#db/queries/form-drafts.server.ts'
import { staff } from '#db/schema/index.ts'
import { aWordedForm } from './worded-form.ts'

/** A draft of a second version, with words in English, by somebody who is not there any more. */
export function aFormDraft(programmeId: string, changes: Partial<FormDraft> = {}): FormDraft {
  const { id: _id, ...content } = aWordedForm(programmeId, '2')
  return {
    ...content,
    follows: `${programmeId}-1`,
    change: 'major',
    checks: [],
    id: randomUUID(),
    state: 'draft',
    revision: 1,
    authoredBy: randomUUID(),
    editedBy: [],
    createdAt: new Date('2026-01-01T00:00:00Z'),
    ...changes,
  }
}

/** Puts a draft on the desk, with its author among the staff if nobody of that name is. */
export async function leavesOnDesk(tx: Tx, draft: FormDraft): Promise<void> {
  const author = { id: draft.authoredBy, email: `${draft.authoredBy}@accord.example`, passwordHash: 'none' }
  await tx.insert(staff).values(author).onConflictDoNothing()
  await insertFormDraft(tx, draft)
}
