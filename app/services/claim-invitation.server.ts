import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { endAccess } from '#db/queries/access.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { hasWayBack } from '#db/queries/credentials.server.ts'
import type { Enrolment } from '#db/queries/enrolments.server.ts'
import {
  countTry,
  forgetTries,
  giveToClaimant,
  type Invitation,
  lockInvitation,
  spendInvitations,
} from '#db/queries/invitations.server.ts'
import { putMessages } from '#db/queries/messages.server.ts'
import { insertContributor } from '#db/queries/new-contributor.server.ts'
import { enqueue } from '#db/queries/outbox.server.ts'
import { readCode } from '../crypto/codes.ts'
import { wrapNewKey } from '../crypto/contributor-key.server.ts'
import { matchesInvitation } from '../crypto/invitation-secrets.server.ts'
import { type Claim, type ClaimRefusal, claim, INVITATION_TRIES } from '../domain/access/claim.ts'
import { type Decision, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { holdEnrolments } from './hold-enrolments.server.ts'
import { tellLetterLocked } from './tell-letter-locked.server.ts'

export type ClaimRequest = {
  selector: string
  code: string
  /** YYYY-MM-DD */
  birthDate: string
  language: string
  signedInAs: string | null
  join: 'yes' | 'no' | null
}

export type Claimed = { contributorId: string; hasWayBack: boolean }

/** Opens a letter: the try is counted first, the secrets are compared outside any lock, the claim is one transaction. */
export async function claimInvitation(portal: Portal, request: ClaimRequest): Promise<Decision<Claimed, ClaimRefusal>> {
  const selectors = [request.selector, readCode(request.selector) ?? request.selector]
  const invitation = await portal.db.as({ task: 'claim' }, (tx) => countTry(tx, selectors, INVITATION_TRIES))
  const matches = await matchesInvitation(portal.secrets, invitation, request)

  if (!matches) await tellLetterLocked(portal, invitation)
  return portal.db.as({ task: 'claim' }, (tx) => decided(portal, tx, invitation, matches, request))
}

async function decided(
  portal: Portal,
  tx: Tx,
  invitation: Invitation | null,
  matches: boolean,
  { signedInAs, join, language }: ClaimRequest,
): Promise<Decision<Claimed, ClaimRefusal>> {
  if (!invitation) return refused('invitation-not-matched')
  const people = { accounts: [signedInAs, invitation.claimedBy] }
  const { enrolments, accounts } = await holdEnrolments(tx, [invitation.enrolmentId], people)
  const enrolment = enrolments.get(invitation.enrolmentId)
  const letter = await lockInvitation(tx, invitation.id)
  if (!letter || letter.enrolmentId !== enrolment?.id) return refused('invitation-not-matched')
  if ([...accounts.values()].some(({ diedOn }) => diedOn)) return refused('invitation-not-matched')
  const { contributorId: enrolledTo } = enrolment
  if (matches) await forgetTries(tx, letter.id)
  const known = { matches, signedInAs, join, at: portal.clock.now() }
  const decision = claim({ ...letter, enrolledTo }, known)
  if (!decision.ok) return decision

  const contributorId = await recordClaim(portal, tx, { letter, enrolment }, decision.event, language)
  const wayBack = await hasWayBack(tx, contributorId)
  if (wayBack) await spendInvitations(tx, contributorId, portal.clock.now())
  return { ok: true, event: { contributorId, hasWayBack: wayBack } }
}

async function recordClaim(
  portal: Portal,
  tx: Tx,
  { letter, enrolment }: { letter: Invitation; enrolment: Enrolment },
  event: Claim,
  language: string,
): Promise<string> {
  const at = portal.clock.now()
  const contributorId = event.type === 'claimed' ? randomUUID() : event.contributorId
  const entry = { actorKind: 'contributor', actorId: contributorId, detail: {} } as const
  await note(tx, { ...entry, action: `invitation-${event.type}` }, at)
  await putMessages(tx, { people: [contributorId], topic: 'letter-used' }, at)
  if (event.type === 'claimed-again') return contributorId

  if (event.type === 'claimed') await openAccount(portal, tx, { id: contributorId, language, createdAt: at })
  if (event.type === 'reopened') await endAccess(tx, contributorId, at)
  await giveToClaimant(tx, letter, contributorId, at)
  const { organisationId, pseudonym } = enrolment
  await enqueue(tx, [{ type: 'invitation-claimed', organisationId, payload: { pseudonym } }], at)
  return contributorId
}

async function openAccount(
  { secrets }: Portal,
  tx: Tx,
  account: { id: string; language: string; createdAt: Date },
): Promise<void> {
  await insertContributor(tx, { ...account, wrappedKey: wrapNewKey(secrets.master) })
}
