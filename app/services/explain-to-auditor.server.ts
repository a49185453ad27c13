import { findDecisionPlace, findFormHash } from '#db/queries/audited.server.ts'
import { findDecision } from '#db/queries/noted-decisions.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import type { UseRequest } from '../domain/consent/provision.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { auditedProgrammes } from '../domain/staff/audited-programmes.ts'
import type { Portal } from '../portal.server.ts'
import { type Explanation, type ExplanationRefusal, explainDecision } from './explain-decision.server.ts'

/** What an auditor of a programme reads: the answer that a hospital's own auditor gets, and the words that were shown. */
export type AuditorsAnswer = Explanation['answers'][number] & {
  at: Date
  knownAt: Date
  use: UseRequest
  /** Of the whole form in the language it was shown in, where it was kept. */
  formHash: string | null
}

type Asked = { staffId: string; decisionId: string; pseudonym: string; knownAt: Date | null }

/**
 * One past decision about one person, answered again for an auditor of its programme. A decision of another programme
 * is as unknown as one that nobody made.
 */
export async function explainToAuditor(
  portal: Portal,
  { staffId, decisionId, pseudonym, knownAt }: Asked,
): Promise<Decision<AuditorsAnswer, ExplanationRefusal>> {
  const found = await portal.db.as('public', async (tx) => {
    const place = await findDecisionPlace(tx, decisionId)
    const audited = auditedProgrammes(await findHeldRoles(tx, staffId))
    if (!place?.programmeId || !audited.includes(place.programmeId)) return null
    const { organisationId } = place
    const decision = await findDecision(tx, { organisationId, decisionId })
    return decision && { organisationId, use: decision.detail }
  })
  if (!found) return refused('decision-not-found')
  const { organisationId, use } = found
  const auditor = { actorKind: 'staff', actorId: staffId } as const
  const explained = await explainDecision(portal, {
    ...{ auditor, organisationId, decisionId, knownAt },
    subjects: [pseudonym],
  })
  if (!explained.ok) return explained
  const { answers, ...times } = explained.event
  const [told] = answers
  if (!told) throw new Error('a question about one person has one answer')
  return recorded({ ...told, ...times, use, formHash: await formHashOf(portal, told) })
}

/** The hash that the form's version was published with, in the language in which it was shown. */
export async function formHashOf(
  { db }: Portal,
  { answer: { form, language } }: Explanation['answers'][number],
): Promise<string | null> {
  if (!form || !language) return null
  return db.as('public', (tx) => findFormHash(tx, form.id, language))
}
