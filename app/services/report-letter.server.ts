import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { type Enrolment, findEnrolment } from '#db/queries/enrolments.server.ts'
import { findInvitation, type Invitation, voidInvitation } from '#db/queries/invitations.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { readCode } from '../crypto/codes.ts'
import { matchesSecret } from '../crypto/invitation-secrets.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { voidClaim } from './void-claim.server.ts'

export const LETTER_PROBLEMS = ['not-mine', 'not-me'] as const
export type LetterProblem = (typeof LETTER_PROBLEMS)[number]

export type LetterReport = { selector: string; code: string; problem: LetterProblem }

/**
 * Someone holds a letter that is not theirs, or somebody else used theirs: it opens nothing more, and the hospital
 * knows. No limit on tries: the code alone is beyond guessing, and whoever used up the tries must not prevent this.
 */
export async function reportLetter(
  portal: Portal,
  { selector, code, problem }: LetterReport,
): Promise<Decision<LetterProblem, 'invitation-not-matched'>> {
  const selectors = [selector, readCode(selector) ?? selector]
  const letter = await portal.db.as({ task: 'claim' }, (tx) => letterWithEnrolment(tx, selectors))
  if (!matchesSecret(portal.secrets.pepper, letter?.invitation ?? null, code) || !letter) {
    return refused('invitation-not-matched')
  }
  if (problem === 'not-me' && isClaimedWith(letter)) await voidClaim(portal, { enrolmentId: letter.enrolment.id })
  await portal.db.as({ task: 'claim' }, (tx) => voidLetter(portal, tx, letter, problem))
  return recorded(problem)
}

type Letter = { invitation: Invitation; enrolment: Enrolment }

async function letterWithEnrolment(tx: Tx, selectors: string[]): Promise<Letter | null> {
  const invitation = await findInvitation(tx, selectors)
  const enrolment = invitation && (await findEnrolment(tx, invitation.enrolmentId))
  return enrolment && { invitation, enrolment }
}

/** Another letter than the one that was claimed with undoes nothing. */
function isClaimedWith({ invitation, enrolment }: Letter): boolean {
  return !!invitation.claimedBy && invitation.claimedBy === enrolment.contributorId
}

async function voidLetter({ clock }: Portal, tx: Tx, letter: Letter, problem: LetterProblem): Promise<void> {
  const at = clock.now()
  if (!(await voidInvitation(tx, letter.invitation.id, at))) return

  const { id, organisationId, pseudonym } = letter.enrolment
  await enqueue(tx, [{ type: 'invitation-voided', organisationId, payload: { pseudonym, problem } }], at)
  const entry = { actorKind: 'system', actorId: 'letter', action: `letter-reported-${problem}` } as const
  await note(tx, { ...entry, detail: { enrolment: id } }, at)
}
