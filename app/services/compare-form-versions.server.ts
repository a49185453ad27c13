import { countYesesByForm } from '#db/queries/form-comparisons.server.ts'
import { findFormDraft } from '#db/queries/form-drafts.server.ts'
import { findFormVersions } from '#db/queries/form-versions.server.ts'
import { findForm } from '#db/queries/forms.server.ts'
import { findProgramme, type Programme } from '#db/queries/programmes.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import type { Form } from '../domain/consent/form.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { type Comparison, comparison } from '../domain/form/comparison.ts'
import { type Consequence, consequence } from '../domain/form/consequence.ts'
import { allows } from '../domain/staff/permission.ts'
import type { Portal } from '../portal.server.ts'

export type ComparedVersions = {
  programme: Programme
  after: Form
  /** The version that it follows; null for a programme's first, which is compared with nothing. */
  before: Form | null
  comparison: Comparison | null
  consequence: Consequence
}

type Asked = { staffId: string; formId: string; languages: readonly string[] }

/** A draft or a published version beside the one that it follows, and what follows from it for people. */
export async function compareFormVersions(
  { db, clock }: Portal,
  { staffId, formId, languages }: Asked,
): Promise<
  Decision<ComparedVersions, 'page-not-found' | 'not-allowed' | 'forms-unrelated' | 'forms-share-no-language'>
> {
  const found = await db.as({ task: 'forms' }, async (tx) => {
    const after = (await findFormDraft(tx, formId)) ?? (await findForm(tx, formId))
    const programme = after && (await findProgramme(tx, after.programmeId))
    if (!after || !programme) return null
    const isAllowed = allows(await findHeldRoles(tx, staffId), 'read', programme.id)
    return { after, programme, isAllowed, versions: await findFormVersions(tx, programme.id) }
  })
  if (!found) return refused('page-not-found')
  if (!found.isAllowed) return refused('not-allowed')

  const { after, programme, versions } = found
  const before = after.follows ? versions.find(({ id }) => id === after.follows) : null
  if (before === undefined) return refused('forms-unrelated')
  const compared = before && comparison({ before, after, versions }, languages)
  if (compared && !compared.ok) return compared

  const yeses = await db.as({ task: 'figures' }, (tx) => countYesesByForm(tx, programme.id, clock.now()))
  return recorded({
    programme,
    after,
    before,
    comparison: compared?.event ?? null,
    consequence: consequence(after, { versions, yeses, threshold: programme.suppressionThreshold }),
  })
}
