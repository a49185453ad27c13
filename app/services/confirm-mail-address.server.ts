import { note } from '#db/queries/audit.server.ts'
import { countNumberTry, setVerified } from '#db/queries/mail-addresses.server.ts'
import { addressNumber } from '../crypto/mail-address.server.ts'
import { sameBytes } from '../crypto/secrets.server.ts'
import { type Decision, refused } from '../domain/decision.ts'
import { confirmation, type NumberRefusal } from '../domain/message/address.ts'
import type { Portal } from '../portal.server.ts'

/** Compares a typed number with the one that was sent; the try is counted first. From a right one on, messages go there. */
export async function confirmMailAddress(
  { db, clock, secrets }: Portal,
  { contributorId, number }: { contributorId: string; number: string },
): Promise<Decision<Date, NumberRefusal>> {
  const address = await db.as({ subject: contributorId }, (tx) => countNumberTry(tx, contributorId))
  if (!address) return refused('mail-number-expired')

  const { addressId } = address
  const expected = Buffer.from(addressNumber(secrets.pepper, addressId))
  const matches = sameBytes(Buffer.from(number.replace(/\s/g, '')), expected)
  const decision = confirmation(address, { matches, at: clock.now() })
  if (!decision.ok) return decision

  await db.as({ subject: contributorId }, async (tx) => {
    await setVerified(tx, addressId, decision.event)
    const entry = { actorKind: 'contributor', actorId: contributorId, action: 'mail-address-confirmed' } as const
    await note(tx, { ...entry, detail: {} }, decision.event)
  })
  return decision
}
