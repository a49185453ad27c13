import { note } from '#db/queries/audit.server.ts'
import { deleteFormDraft } from '#db/queries/form-drafts.server.ts'
import { findFormVersions, holdVersions, insertFormVersion } from '#db/queries/form-versions.server.ts'
import { formHashes } from '../crypto/form-hashes.server.ts'
import { recorded, refused } from '../domain/decision.ts'
import { contentOf } from '../domain/form/form-draft.ts'
import { formPublication } from '../domain/form/form-publication.ts'
import type { Portal } from '../portal.server.ts'
import { type DraftAsked, heldDraft } from './change-form-draft.server.ts'
import { type StaffAtHand, staffDoubt } from './confirm-staff.server.ts'

type Publishing = DraftAsked & StaffAtHand & { languages: readonly string[] }

/** Makes a draft the version that people are asked with from now on; it never changes again. */
export async function publishForm(portal: Portal, { authenticatedAt, password, languages, ...asked }: Publishing) {
  const doubt = await staffDoubt(portal, { ...asked, authenticatedAt, password })
  if (doubt) return refused(doubt)
  const { staffId } = asked
  return portal.db.as({ task: 'forms' }, async (tx) => {
    const held = await heldDraft(tx, asked, 'publish')
    if (!held.ok) return held
    const draft = held.event
    await holdVersions(tx, draft.programmeId)
    const versions = await findFormVersions(tx, draft.programmeId)
    const taken = versions.map(({ version }) => version)
    const decision = formPublication(draft, { by: staffId, current: versions[0] ?? null, taken, languages })
    if (!decision.ok) return decision

    const form = decision.event
    const [hashes, publishedAt] = [formHashes(contentOf(form)), portal.clock.now()]
    await insertFormVersion(tx, { ...form, hashes, authoredBy: draft.authoredBy, publishedBy: staffId, publishedAt })
    await deleteFormDraft(tx, draft.id)
    const detail = { draft: draft.id, programme: form.programmeId, form: form.id, change: form.change, hashes }
    await note(tx, { actorKind: 'staff', actorId: staffId, action: 'form-published', detail }, publishedAt)
    return recorded({ form, hashes })
  })
}
