import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { type Enrolment, findEnrolment, findEnrolmentsAmong } from '#db/queries/enrolments.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Correction } from '../domain/enrolment/correction.ts'
import type { MergerRefusal } from '../domain/enrolment/merger.ts'
import type { Portal } from '../portal.server.ts'
import { type HeldEnrolments, holdEnrolments } from './hold-enrolments.server.ts'
import { mergePseudonyms } from './merge-pseudonyms.server.ts'
import { releaseWrongClaim } from './release-wrong-claim.server.ts'
import { replacePseudonym } from './replace-pseudonym.server.ts'
import type { TakenBack } from './revoke-all-at.server.ts'

/** What a hospital puts right about one of its pseudonyms, which it names by itself or by its enrolment's id. */
export type CorrectionAsked = {
  organisationId: string
  by: { kind: 'staff' | 'node'; id: string }
  enrolment: { id: string } | { pseudonym: string }
  correction: Correction
  /** The pseudonym that takes its place (`replaced`), or that it is one person's with (`merged`). */
  other: string | null
}

/** The enrolment that stands from now on, and what its nodes may hold under it in place of what was revoked. */
export type Corrected = { enrolment: Pick<Enrolment, 'id' | 'pseudonym' | 'contributorId'>; takenBack: TakenBack[] }

export type CorrectionRefusal =
  | 'enrolment-not-found'
  | 'pseudonym-required'
  | 'pseudonyms-are-one'
  | 'pseudonym-already-enrolled'
  | MergerRefusal

/** Puts it right in the caller's transaction, which is in the hospital's scope, and notes who did it: never about whom. */
export async function correctEnrolment(
  portal: Portal,
  tx: Tx,
  asked: CorrectionAsked,
): Promise<Decision<Corrected, CorrectionRefusal>> {
  const { organisationId, by, correction, other } = asked
  const found = await findAsked(tx, asked)
  if (!found) return refused('enrolment-not-found')
  if (correction !== 'not-hers' && other === null) return refused('pseudonym-required')
  if (other === found.pseudonym) return refused('pseudonyms-are-one')

  const [kept] = correction === 'merged' ? await findNamed(tx, organisationId, other) : []
  if (correction === 'merged' && !kept) return refused('enrolment-not-found')
  const held = await holdEnrolments(tx, [found.id, ...(kept ? [kept.id] : [])], { organisationId })
  const decision = await putRight(portal, tx, held, { id: found.id, keptId: kept?.id ?? null, other })
  if (decision.ok) {
    const detail = { organisation: organisationId, correction }
    await note(tx, { actorKind: by.kind, actorId: by.id, action: 'enrolment-corrected', detail }, portal.clock.now())
  }
  return decision
}

async function findAsked(tx: Tx, { organisationId, enrolment }: CorrectionAsked): Promise<Enrolment | null> {
  if ('pseudonym' in enrolment) return (await findNamed(tx, organisationId, enrolment.pseudonym))[0] ?? null
  const found = await findEnrolment(tx, enrolment.id)
  return found?.organisationId === organisationId ? found : null
}

function findNamed(tx: Tx, organisationId: string, pseudonym: string | null): Promise<Enrolment[]> {
  return findEnrolmentsAmong(tx, { organisationId, pseudonyms: pseudonym === null ? [] : [pseudonym] })
}

type Places = { id: string; keptId: string | null; other: string | null }

/** As they are under the lock: one that was retired meanwhile is as unknown as one that never was. */
async function putRight(
  portal: Portal,
  tx: Tx,
  held: HeldEnrolments,
  { id, keptId, other }: Places,
): Promise<Decision<Corrected, CorrectionRefusal>> {
  const enrolment = standing(held, id)
  if (!enrolment) return refused('enrolment-not-found')
  if (keptId) {
    const kept = standing(held, keptId)
    return kept ? mergePseudonyms(portal, tx, held, { kept, retired: enrolment }) : refused('enrolment-not-found')
  }
  if (other) return replacePseudonym(portal, tx, enrolment, other)
  if (held.accounts.get(enrolment.contributorId ?? '')?.diedOn) return refused('death-stands')
  await releaseWrongClaim(portal, tx, held, id)
  return recorded({ enrolment: { id, pseudonym: enrolment.pseudonym, contributorId: null }, takenBack: [] })
}

function standing({ enrolments }: HeldEnrolments, id: string): Enrolment | null {
  const enrolment = enrolments.get(id)
  return enrolment && enrolment.retiredAt === null ? enrolment : null
}
