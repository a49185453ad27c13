import { randomUUID } from 'node:crypto'
import { note } from '#db/queries/audit.server.ts'
import { lockContributor, setLanguage } from '#db/queries/contributors.server.ts'
import { findMailAddress, type MailAddress, saveMailAddress } from '#db/queries/mail-addresses.server.ts'
import { putAddressNumber } from '#db/queries/messages.server.ts'
import { endingHash, endingToken, type Holder, openAddress, sealAddress } from '../crypto/mail-address.server.ts'
import { type Decision, recorded, refused } from '../domain/decision.ts'
import { mailAddress, oneMoreNumber } from '../domain/message/address.ts'
import type { MessageKind } from '../domain/message/topics.ts'
import type { Portal } from '../portal.server.ts'

type Asked = { contributorId: string; text: string; kinds: readonly MessageKind[]; language: string }

export type AddressRefusal = 'mail-address-not-readable' | 'mail-numbers-used-up' | 'message-kind-required'

/**
 * Keeps, sealed, where somebody wants to be written to and about what, and sends a number there; nothing else until it is
 * typed. From now on she is written to in the language of the page on which she asked for it.
 */
export async function giveMailAddress(
  { db, clock, secrets }: Portal,
  { contributorId, text, kinds, language }: Asked,
): Promise<Decision<string, AddressRefusal>> {
  const address = mailAddress(text)
  if (!address.ok) return address
  if (kinds.length === 0) return refused('message-kind-required')

  return db.as({ subject: contributorId }, async (tx) => {
    const { wrappedKey } = await lockContributor(tx, contributorId)
    if (!wrappedKey) throw new Error('the account is closed')
    const at = clock.now()
    const before = await findMailAddress(tx, contributorId)
    const numbers = oneMoreNumber(before && { count: before.numbersSent, since: before.numbersSince }, at)
    if (!numbers.ok) return numbers

    const holder = { master: secrets.master, wrappedKey }
    const addressId = (before && idOfSame(holder, before, address.event)) ?? randomUUID()
    await saveMailAddress(tx, {
      contributorId,
      addressId,
      sealed: sealAddress(holder, address.event),
      kinds: [...kinds],
      endingHash: endingHash(endingToken(secrets.pepper, addressId)),
      askedAt: at,
      numbersSent: numbers.event.count,
      numbersSince: numbers.event.since,
    })
    await setLanguage(tx, contributorId, language)
    await putAddressNumber(tx, contributorId, at)
    await note(tx, { actorKind: 'contributor', actorId: contributorId, action: 'mail-address-given', detail: {} }, at)
    return recorded(addressId)
  })
}

/**
 * An address given once more stays the same one: the way to end all messages in a letter that she has keeps working. One
 * that cannot be opened is another one.
 */
function idOfSame(holder: Holder, { addressId, sealed }: MailAddress, address: string): string | null {
  try {
    return openAddress(holder, sealed) === address ? addressId : null
  } catch {
    return null
  }
}
