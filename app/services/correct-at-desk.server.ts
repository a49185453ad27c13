import { type Decision, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import {
  type Corrected,
  type CorrectionAsked,
  type CorrectionRefusal,
  correctEnrolment,
} from './correct-enrolment.server.ts'
import { type DeskClerk, holdDesk } from './hold-desk.server.ts'
import { issueAgain } from './issue-again.server.ts'

type Asked = Pick<CorrectionAsked, 'correction' | 'other'> & { clerk: DeskClerk; pseudonym: string }

/** A clerk puts right what stands about one of the hospital's pseudonyms; the role is asked for in the same transaction. */
export async function correctAtDesk(
  portal: Portal,
  { clerk, pseudonym, correction, other }: Asked,
): Promise<Decision<Corrected, CorrectionRefusal | 'not-allowed'>> {
  const { staffId, organisationId } = clerk
  const by = { kind: 'staff', id: staffId } as const
  const decision = await portal.db.as({ organisation: organisationId }, async (tx) =>
    (await holdDesk(tx, { staffId, organisationId }))
      ? correctEnrolment(portal, tx, { organisationId, by, enrolment: { pseudonym }, correction, other })
      : refused('not-allowed'),
  )
  if (decision.ok) await issueAgain(portal, organisationId, decision.event)
  return decision
}
