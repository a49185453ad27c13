import { type StructureEdit, structureEdit } from '../domain/form/drafting.ts'
import type { Portal } from '../portal.server.ts'
import { changeFormDraft, type DraftAsked } from './change-form-draft.server.ts'

type Editing = DraftAsked & { structure: Partial<StructureEdit>; languages: readonly string[] }

/** Changes what a draft asks, of what parts it is made, or what its author declares. */
export function editFormStructure(portal: Portal, { structure, languages, ...asked }: Editing) {
  return changeFormDraft(portal, asked, 'edit', (draft) =>
    structureEdit(draft, { by: asked.staffId, structure, languages }),
  )
}
