import { randomUUID } from 'node:crypto'
import type { Tx } from '#db/client.server.ts'
import { note } from '#db/queries/audit.server.ts'
import { findContributor, holdContributors } from '#db/queries/contributors.server.ts'
import { hasHadWayBack } from '#db/queries/credentials.server.ts'
import { findEnrolmentsOf } from '#db/queries/enrolments.server.ts'
import { putMessages } from '#db/queries/messages.server.ts'
import { insertContributor } from '#db/queries/new-contributor.server.ts'
import { findActedForBy, holdAcceptances } from '#db/queries/representation-circle.server.ts'
import {
  findRepresentationsBy,
  type KeptRepresentation,
  lockRepresentation,
  setAccepted,
} from '#db/queries/representations.server.ts'
import { wrapNewKey } from '../crypto/contributor-key.server.ts'
import { sealName } from '../crypto/private-name.server.ts'
import { isOpen } from '../domain/access/representation.ts'
import {
  type AcceptanceRefusal,
  type Acceptor,
  representationAcceptance,
} from '../domain/access/representation-acceptance.ts'
import { dayOf } from '../domain/day.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import type { Portal } from '../portal.server.ts'
import { type InvitationTyped, openRepresentation } from './open-representation.server.ts'

/** `signedInAs` is null where an account is to be opened; `name` is what the representative calls the person. */
export type Accepting = InvitationTyped & { signedInAs: string | null; name: string; language: string }

export type Accepted = { representativeId: string }

/** Somebody takes it upon herself to act for another, as an account that exists or as a new one that is enrolled nowhere. */
export async function acceptRepresentation(
  portal: Portal,
  accepting: Accepting,
): Promise<Decision<Accepted, AcceptanceRefusal>> {
  const opened = await openRepresentation(portal, accepting)
  if (!opened.ok) return opened
  const { id, contributorId } = opened.event
  const people = [contributorId, ...(accepting.signedInAs ? [accepting.signedInAs] : [])]

  return portal.db.as({ task: 'claim' }, async (tx) => {
    await holdAcceptances(tx)
    await holdContributors(tx, people)
    const representation = await lockRepresentation(tx, id)
    const acceptor = representation && (await findAcceptor(portal, tx, representation, accepting.signedInAs))
    if (!acceptor) return refused('representation-not-matched')
    const decision = representationAcceptance(representation, acceptor, portal.clock.now())
    if (!decision.ok) return decision
    if (decision.event.type === 'accepted-again') {
      return recorded({ representativeId: decision.event.representativeId })
    }
    return recorded(await recordAcceptance(portal, tx, representation, accepting))
  })
}

/** Null where the account that is signed in was closed meanwhile. */
async function findAcceptor(
  { clock }: Portal,
  tx: Tx,
  { contributorId, representativeId }: KeptRepresentation,
  id: string | null,
): Promise<Acceptor | null> {
  const at = clock.now()
  if (id && !(await findContributor(tx, id))?.wrappedKey) return null
  const others = id ? await findRepresentationsBy(tx, id) : []
  return {
    id,
    settled: representativeId !== null && (await isSettled(tx, representativeId)),
    contributorActsFor: await findActedForBy(tx, contributorId, dayOf(at)),
    already: others.filter((other) => other.contributorId === contributorId && isOpen(other, at)),
  }
}

async function isSettled(tx: Tx, representativeId: string): Promise<boolean> {
  return (await hasHadWayBack(tx, representativeId)) || (await findEnrolmentsOf(tx, representativeId)).length > 0
}

async function recordAcceptance(
  portal: Portal,
  tx: Tx,
  { id, contributorId }: KeptRepresentation,
  { signedInAs, name, language }: Accepting,
): Promise<Accepted> {
  const at = portal.clock.now()
  const representativeId = signedInAs ?? (await openAccount(portal, tx, { language, createdAt: at }))
  const wrappedKey = (await findContributor(tx, representativeId))?.wrappedKey
  if (!wrappedKey) throw new Error('the account is closed')
  const calledBack = sealName({ master: portal.secrets.master, wrappedKey }, name)
  await setAccepted(tx, id, { representativeId, calledBack, acceptedAt: at })
  const entry = { actorKind: 'contributor', actorId: representativeId, detail: {} } as const
  await note(tx, { ...entry, action: 'representation-accepted' }, at)
  await putMessages(tx, { people: [contributorId], topic: 'representative-accepted' }, at)
  return { representativeId }
}

async function openAccount(
  { secrets }: Portal,
  tx: Tx,
  account: { language: string; createdAt: Date },
): Promise<string> {
  const id = randomUUID()
  await insertContributor(tx, { id, ...account, wrappedKey: wrapNewKey(secrets.master) })
  return id
}
