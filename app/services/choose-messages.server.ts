import { endAllKinds, eraseMailAddress, setMessageKinds } from '#db/queries/mail-addresses.server.ts'
import { endingHash } from '../crypto/mail-address.server.ts'
import type { MessageKind } from '../domain/message/topics.ts'
import type { Portal } from '../portal.server.ts'

/** What she wants to be written to about, from now on and for what already waits; nothing is a choice too. */
export async function chooseMessages(
  { db }: Portal,
  { contributorId, kinds }: { contributorId: string; kinds: readonly MessageKind[] },
): Promise<void> {
  await db.as({ subject: contributorId }, (tx) => setMessageKinds(tx, contributorId, [...kinds]))
}

/** Ends all messages to one address (RFC 8058), without a sign-in; a token that is nobody's is answered alike. */
export async function endMessages({ db }: Portal, token: string): Promise<void> {
  await db.as({ task: 'mail' }, (tx) => endAllKinds(tx, endingHash(token)))
}

/** Erases an address with whatever waits to be sent there. */
export async function deleteMailAddress({ db }: Portal, contributorId: string): Promise<void> {
  await db.as({ subject: contributorId }, (tx) => eraseMailAddress(tx, contributorId))
}
