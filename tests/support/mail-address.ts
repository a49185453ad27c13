import { addressNumber } from '#app/crypto/mail-address.server.ts'
import { MESSAGE_KINDS, type MessageKind } from '#app/domain/message/topics.ts'
import { confirmMailAddress } from '#app/services/confirm-mail-address.server.ts'
import { giveMailAddress } from '#app/services/give-mail-address.server.ts'
import type { TestPortal } from './test-portal.ts'

/** A person gives this address and asks for these kinds of messages; returns the number that was sent to it. */
export async function givesAddress(
  { portal }: TestPortal,
  contributorId: string,
  {
    text = `${contributorId.slice(0, 8)}@mail.example`,
    kinds = MESSAGE_KINDS as readonly MessageKind[],
    language = 'en',
  } = {},
): Promise<string> {
  const given = await giveMailAddress(portal, { contributorId, text, kinds, language })
  if (!given.ok) throw new Error(given.refusal)
  return addressNumber(portal.secrets.pepper, given.event)
}

/** The same, and she types the number. */
export async function hasAddress(
  accord: TestPortal,
  contributorId: string,
  kinds: readonly MessageKind[] = MESSAGE_KINDS,
): Promise<void> {
  const number = await givesAddress(accord, contributorId, { kinds })
  const confirmed = await confirmMailAddress(accord.portal, { contributorId, number })
  if (!confirmed.ok) throw new Error(confirmed.refusal)
}
