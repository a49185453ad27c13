import type { Tx } from '#db/client.server.ts'
import { giveEnrolment, moveToSuccessor, retireEnrolment } from '#db/queries/corrections.server.ts'
import type { Enrolment } from '#db/queries/enrolments.server.ts'
import { voidOpenLetters } from '#db/queries/letters.server.ts'
import { enterSubject } from '#db/queries/scope.server.ts'
import { findStanding } from '#db/queries/standings.server.ts'
import type { Decision } from '../domain/decision.ts'
import { recorded } from '../domain/decision.ts'
import type { RecordCorrection } from '../domain/enrolment/correction.ts'
import { type MergerRefusal, type MergingName, merger } from '../domain/enrolment/merger.ts'
import type { Portal } from '../portal.server.ts'
import type { Corrected } from './correct-enrolment.server.ts'
import type { HeldEnrolments } from './hold-enrolments.server.ts'
import { recordConsentEvent } from './record-consent-event.server.ts'
import { revokeAllAt } from './revoke-all-at.server.ts'

type Merging = { kept: Enrolment; retired: Enrolment }

/**
 * Two pseudonyms are one person's: one is kept and one is nobody's for good, its tokens revoked. Of two accounts the one
 * that permits no more speaks for her, and both are told.
 */
export async function mergePseudonyms(
  portal: Portal,
  tx: Tx,
  { accounts }: HeldEnrolments,
  { kept, retired }: Merging,
): Promise<Decision<Corrected, MergerRefusal>> {
  const at = portal.clock.now()
  const decision = merger(await nameOf(tx, accounts, kept), await nameOf(tx, accounts, retired), at)
  if (!decision.ok) return decision

  const contributorId = decision.event
  const speaks = contributorId === kept.contributorId ? kept : retired
  await voidOpenLetters(tx, speaks.claimedAt ? [kept.id, retired.id] : [retired.id], at)
  await retireEnrolment(tx, retired.id, { successorId: kept.id, at })
  await moveToSuccessor(tx, { fromId: retired.id, toId: kept.id, at })
  if (speaks === retired) await giveEnrolment(tx, kept.id, { contributorId, claimedAt: retired.claimedAt })
  const takenBack = await revokeAllAt(tx, speaks === retired ? [retired.id, kept.id] : [retired.id], at)

  for (const { id, contributorId: whose } of areTwoPeoples(kept, retired) ? [kept, retired] : []) {
    const account = accounts.get(whose ?? '')
    if (!account) throw new Error('an account that is corrected is locked first')
    const correction: RecordCorrection = whose === contributorId ? 'joined' : 'moved'
    await enterSubject(tx, account.id)
    const by = { kind: 'organisation', id: kept.organisationId, how: 'portal' } as const
    await recordConsentEvent(portal, tx, account, { type: 'enrolment-corrected', enrolmentId: id, correction }, by)
  }
  return recorded({ enrolment: { id: kept.id, pseudonym: kept.pseudonym, contributorId }, takenBack })
}

async function nameOf(
  tx: Tx,
  accounts: HeldEnrolments['accounts'],
  { contributorId, claimedAt }: Enrolment,
): Promise<MergingName> {
  const account = accounts.get(contributorId ?? '')
  if (!account) return { account: null }
  const { id, diedOn } = account
  const standing = await findStanding(tx, id)
  return { account: { id, hasWayIn: claimedAt !== null, hasDied: diedOn !== null, standing } }
}

function areTwoPeoples(kept: Enrolment, retired: Enrolment): boolean {
  return !!kept.contributorId && !!retired.contributorId && kept.contributorId !== retired.contributorId
}
