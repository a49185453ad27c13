import { setUndeliverable } from '#db/queries/mail-addresses.server.ts'
import { dropMessage, findUnsent, noteSent, type UnsentMessage } from '#db/queries/messages.server.ts'
import { addressNumber, endingToken, openAddress } from '../crypto/mail-address.server.ts'
import { isAddressRefused, type MailFailure } from '../domain/message/delivery.ts'
import { letterDue } from '../domain/message/letter-due.ts'
import type { LetterTopic } from '../domain/message/topics.ts'
import type { Portal } from '../portal.server.ts'

/** A letter before it is put into words. */
export type Letter = {
  /** The same at every attempt, and with it the whole letter. */
  id: string
  topic: LetterTopic
  language: string
  to: string
  createdAt: Date
  /** Where one tap ends all messages; none with the number that was just asked for. */
  ending: string | null
  number: string | null
}

export type Deliver = (letter: Letter) => Promise<{ sent: true } | ({ sent: false } & MailFailure)>

/**
 * Sends one message if it is still wanted, and says whether the queue is done with it. The mail server is spoken to
 * outside of any transaction, and what was sent is noted at once.
 */
export async function sendMessage(portal: Portal, id: string, deliver: Deliver): Promise<boolean> {
  const { db, clock } = portal
  const message = await db.as({ task: 'mail' }, (tx) => findUnsent(tx, id))
  const letter = message && letterFrom(portal, message)
  if (!letter) {
    await db.as({ task: 'mail' }, (tx) => dropUnsent(tx, message))
    return true
  }

  const answer = await deliver(letter)
  const refused = !answer.sent && isAddressRefused(answer)
  await db.as({ task: 'mail' }, async (tx) => {
    if (answer.sent) await noteSent(tx, id, clock.now())
    if (refused && message?.to) await setUndeliverable(tx, message.to.addressId, clock.now())
  })
  return answer.sent || refused
}

function letterFrom({ secrets, settings }: Portal, message: UnsentMessage): Letter | null {
  const { id, createdAt, to } = message
  const topic = letterDue(message, to)
  if (!topic || !to) return null
  const { addressId, wrappedKey, language } = to
  const isNumber = topic === 'address-number'
  return {
    id,
    topic,
    language,
    createdAt,
    to: openAddress({ master: secrets.master, wrappedKey }, to.sealed),
    ending: isNumber ? null : `${settings.url}/${language}/no-messages/${endingToken(secrets.pepper, addressId)}`,
    number: isNumber ? addressNumber(secrets.pepper, addressId) : null,
  }
}

async function dropUnsent(tx: Parameters<typeof dropMessage>[0], message: UnsentMessage | null): Promise<void> {
  if (message) await dropMessage(tx, message.id)
}
