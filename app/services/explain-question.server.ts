import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import {
  findAltruismUsesOf,
  findClaimsKnown,
  findHospitalsOfProgrammes,
  findStatusChanges,
  findSupersededBy,
} from '#db/queries/audited.server.ts'
import type { DataUse } from '#db/queries/data-uses.server.ts'
import { findFormFacts } from '#db/queries/forms.server.ts'
import { findKnownUntil } from '#db/queries/moments.server.ts'
import { findHeldRoles } from '#db/queries/staff.server.ts'
import { claimThen } from '../domain/access/claim-then.ts'
import type { UseRequest } from '../domain/consent/provision.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { statusThen } from '../domain/operation/data-use-status-then.ts'
import { auditedProgrammes } from '../domain/staff/audited-programmes.ts'
import type { TokenTarget } from '../domain/token/justified-claim.ts'
import type { Portal } from '../portal.server.ts'
import { type DecisionContext, explainOne } from './explain-one.server.ts'
import { type AuditorsAnswer, formHashOf } from './explain-to-auditor.server.ts'
import { requestFor } from './find-permitted.server.ts'
import type { Basis } from './find-token-target.server.ts'

type Asked = {
  staffId: string
  organisationId: string
  pseudonym: string
  basis: Basis
  use: UseRequest
  /** As it was then. */
  at: Date
  /** As the portal knew then; null for as much as it knows now. */
  knownAt: Date | null
}

export type QuestionRefusal = 'programme-not-found' | 'hospital-not-found' | 'moment-not-yet'

/**
 * Any question about one person, as it was at `at` and as the portal knew at `knownAt`, whether or not somebody asked it
 * then. What was known is held back to what nothing still being written can change, so that it is never answered anew.
 */
export async function explainQuestion(
  portal: Portal,
  asked: Asked,
): Promise<Decision<AuditorsAnswer, QuestionRefusal>> {
  const { organisationId, pseudonym, at, use } = asked
  const now = portal.clock.now()
  if (at > now || (asked.knownAt && asked.knownAt > now)) return refused('moment-not-yet')
  const prepared = await portal.db.as({ organisation: organisationId }, async (tx) => {
    const knownUntil = await findKnownUntil(tx)
    const knownAt = earlier(asked.knownAt ?? knownUntil, knownUntil)
    const target = await findTarget(tx, asked, earlier(at, knownAt))
    if (!target.ok) return target
    await noteQuestion(tx, asked, knownAt, now)
    const claim = claimThen(await findClaimsKnown(tx, { organisationId, pseudonym }, knownAt), at)
    const context: DecisionContext = {
      request: requestFor(target.event, use),
      at,
      seen: null,
      claim,
      knownAt,
      superseded: await findSupersededBy(tx, earlier(at, knownAt)),
      versions: (await findFormFacts(tx)).versions,
    }
    return recorded({ context, knownAt })
  })
  if (!prepared.ok) return prepared

  const { context, knownAt } = prepared.event
  const { answer, shown } = await explainOne(portal, context.claim?.contributorId ?? null, context)
  const told = { answer: { subject: pseudonym, ...answer }, shown }
  return recorded({ ...told, at, knownAt, use, formHash: await formHashOf(portal, told) })
}

/** What is asked about, where this auditor audits it and the hospital takes part in it. */
async function findTarget(
  tx: Tx,
  { staffId, organisationId, basis }: Asked,
  then: Date,
): Promise<Decision<TokenTarget, QuestionRefusal>> {
  const audited = auditedProgrammes(await findHeldRoles(tx, staffId))
  const dataUse = await findAskedUse(tx, audited, basis)
  const programmeId = basis.legal_basis === 'consent' ? basis.programme : dataUse?.programmeId
  if (!programmeId || !audited.includes(programmeId)) return refused('programme-not-found')
  const hospitals = await findHospitalsOfProgrammes(tx, [programmeId])
  if (!hospitals.some(({ id }) => id === organisationId)) return refused('hospital-not-found')
  if (!dataUse) return recorded({ basis: 'consent', programme: programmeId })
  return recorded({ basis: 'altruism', dataUse: await asItStood(tx, dataUse, then) })
}

async function findAskedUse(tx: Tx, audited: readonly string[], basis: Basis): Promise<DataUse | null> {
  if (basis.legal_basis === 'consent') return null
  const uses = await findAltruismUsesOf(tx, audited)
  return uses.find(({ id }) => id === basis.data_use) ?? null
}

/** A data use with the status that it had; what it was approved for never changes. */
async function asItStood(tx: Tx, dataUse: DataUse, then: Date): Promise<DataUse> {
  return { ...dataUse, status: statusThen(dataUse, await findStatusChanges(tx, dataUse.id), then) }
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other
}

/** Who asked what, at which hospital, as of when; never about whom. */
async function noteQuestion(tx: Tx, asked: Asked, knownAt: Date, now: Date): Promise<void> {
  const { staffId, organisationId, basis, use, at } = asked
  const detail = { organisation: organisationId, ...basis, ...use, as_of: at, known_at: knownAt, subjects: 1 }
  await note(tx, { actorKind: 'staff', actorId: staffId, action: 'question-explained', detail }, now)
}
